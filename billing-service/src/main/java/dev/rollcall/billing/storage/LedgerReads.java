package dev.rollcall.billing.storage;

import dev.rollcall.billing.Account;
import dev.rollcall.billing.Account.Book;
import dev.rollcall.billing.Balance;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
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

/** Balances of the ledger's licenses (BIL-3). */
@ApplicationScoped
public class LedgerReads {

  // The closing of each account (found one after the other along the key) that has the instant's
  // hour, without what came later in that hour, and with what is younger than all closings.
  private static final String BALANCES =
      """
      with recursive closed as (
        select coalesce((select sequence from ledger_closed where company_id = $1), 0) as sequence
      ), account as (
        (select office_id, type, plan, account from ledger_closing where company_id = $1
         order by company_id, office_id, type, plan, account limit 1)
        union all
        select next.office_id, next.type, next.plan, next.account
        from account cross join lateral (
          select closing.office_id, closing.type, closing.plan, closing.account
          from ledger_closing closing
          where closing.company_id = $1
            and (closing.office_id, closing.type, closing.plan, closing.account)
              > (account.office_id, account.type, account.plan, account.account)
          order by closing.company_id, closing.office_id, closing.type, closing.plan,
                   closing.account
          limit 1) next
      ), told as (
        select account.office_id, account.type, account.plan, account.account, upto.postings,
               upto.quantity
        from account cross join lateral (
          select closing.postings, closing.quantity
          from ledger_closing closing
          where closing.company_id = $1 and closing.office_id = account.office_id
            and closing.type = account.type and closing.plan = account.plan
            and closing.account = account.account and closing.hour <= $2
          order by closing.hour desc limit 1) upto
        union all
        select posting.office_id, posting.type, posting.plan, posting.account, -1,
               -posting.quantity
        from closed
        join ledger_entry entry on entry.company_id = $1 and entry.occurred_at > $2
          and entry.occurred_at < date_trunc('hour', $2, 'UTC') + interval '1 hour'
          and entry.sequence <= closed.sequence
        join ledger_posting posting
          on posting.company_id = entry.company_id and posting.sequence = entry.sequence
        union all
        select posting.office_id, posting.type, posting.plan, posting.account, 1,
               posting.quantity
        from closed
        join ledger_entry entry on entry.company_id = $1 and entry.sequence > closed.sequence
          and entry.occurred_at <= $2
        join ledger_posting posting
          on posting.company_id = entry.company_id and posting.sequence = entry.sequence
      )
      select office_id, type, plan, account, sum(quantity)::bigint as balance
      from told where $3::uuid[] is null or office_id = any($3)
      group by office_id, type, plan, account having sum(postings) > 0
      order by office_id, type, plan, account
      """;

  private final HeavyReads reads;

  LedgerReads(HeavyReads reads) {
    this.reads = reads;
  }

  /**
   * All balances as of the instant of product time, that instant included; empty where the company
   * isn't known.
   */
  public Uni<Optional<List<Balance>>> balances(
      UUID company, Instant at, Optional<Set<UUID>> offices) {
    return reads.within(
        company,
        connection ->
            balances(connection, company, at, offices)
                .chain(found -> KnownCheck.of(connection, company, found)));
  }

  static Uni<List<Balance>> balances(
      SqlConnection connection, UUID company, Instant at, Optional<Set<UUID>> offices) {
    return connection
        .preparedQuery(BALANCES)
        .execute(
            Tuple.of(
                company,
                at.atOffset(ZoneOffset.UTC),
                offices.map(set -> set.toArray(UUID[]::new)).orElse(null)))
        .map(rows -> Rows.list(rows, LedgerReads::balance));
  }

  private static Balance balance(Row row) {
    return new Balance(
        new Account(
            row.getUUID("office_id"),
            LicenseType.valueOf(row.getString("type")),
            Plan.valueOf(row.getString("plan")),
            Book.valueOf(row.getString("account"))),
        row.getLong("balance"));
  }
}
