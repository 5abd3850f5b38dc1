package dev.rollcall.billing.storage;

import dev.rollcall.billing.Money;
import dev.rollcall.billing.MoneyPosting;
import dev.rollcall.platform.storage.HeavyReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Balances of the ledger's money accounts (BIL-3). */
@ApplicationScoped
public class MoneyReads {

  // As the balances of licenses are found.
  private static final String BALANCES =
      """
      with recursive closed as (
        select coalesce((select sequence from ledger_closed where company_id = $1), 0) as sequence
      ), account as (
        (select office_id, account, currency from ledger_amount_closing where company_id = $1
         order by company_id, office_id, account, currency limit 1)
        union all
        select next.office_id, next.account, next.currency
        from account cross join lateral (
          select closing.office_id, closing.account, closing.currency
          from ledger_amount_closing closing
          where closing.company_id = $1
            and (closing.office_id, closing.account, closing.currency)
              > (account.office_id, account.account, account.currency)
          order by closing.company_id, closing.office_id, closing.account, closing.currency
          limit 1) next
      ), told as (
        select account.office_id, account.account, account.currency, upto.postings, upto.amount
        from account cross join lateral (
          select closing.postings, closing.amount
          from ledger_amount_closing closing
          where closing.company_id = $1 and closing.office_id = account.office_id
            and closing.account = account.account and closing.currency = account.currency
            and closing.hour <= $2
          order by closing.hour desc limit 1) upto
        union all
        select line.office_id, line.account, line.currency, -1, -line.amount
        from closed
        join ledger_entry entry on entry.company_id = $1 and entry.occurred_at > $2
          and entry.occurred_at < date_trunc('hour', $2, 'UTC') + interval '1 hour'
          and entry.sequence <= closed.sequence
        join ledger_amount line
          on line.company_id = entry.company_id and line.sequence = entry.sequence
        union all
        select line.office_id, line.account, line.currency, 1, line.amount
        from closed
        join ledger_entry entry on entry.company_id = $1 and entry.sequence > closed.sequence
          and entry.occurred_at <= $2
        join ledger_amount line
          on line.company_id = entry.company_id and line.sequence = entry.sequence
      )
      select office_id, account, currency, sum(amount)::numeric(20, 4) as balance
      from told where $3::uuid[] is null or office_id = any($3)
      group by office_id, account, currency having sum(postings) > 0
      order by office_id, account, currency
      """;

  private final HeavyReads reads;

  MoneyReads(HeavyReads reads) {
    this.reads = reads;
  }

  /** The balances as of the instant of product time, one posting each; none before any charge. */
  public Uni<List<MoneyPosting>> balances(UUID company, Instant at, Optional<Set<UUID>> offices) {
    return reads.within(company, connection -> balances(connection, company, at, offices));
  }

  static Uni<List<MoneyPosting>> balances(
      SqlConnection connection, UUID company, Instant at, Optional<Set<UUID>> offices) {
    return connection
        .preparedQuery(BALANCES)
        .execute(
            Tuple.of(
                company,
                at.atOffset(ZoneOffset.UTC),
                offices.map(set -> set.toArray(UUID[]::new)).orElse(null)))
        .map(rows -> Rows.list(rows, MoneyReads::balance));
  }

  private static MoneyPosting balance(Row row) {
    return new MoneyPosting(
        row.getUUID("office_id"),
        MoneyPosting.Account.valueOf(row.getString("account")),
        Money.of(row.getBigDecimal("balance"), row.getString("currency")));
  }
}
