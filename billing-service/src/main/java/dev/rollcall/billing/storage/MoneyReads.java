package dev.rollcall.billing.storage;

import dev.rollcall.billing.Money;
import dev.rollcall.billing.MoneyPosting;
import dev.rollcall.platform.storage.CompanySql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
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

  private static final String BALANCES =
      """
      select office_id, account, currency, sum(amount) as balance
      from ledger_amount join ledger_entry entry using (company_id, sequence)
      where\s
      """;

  private static final String PER_ACCOUNT =
      " group by office_id, account, currency order by office_id, account, currency";

  private final CompanySql sql;

  MoneyReads(CompanySql sql) {
    this.sql = sql;
  }

  /** The balances as of the instant of product time, one posting each; none before any charge. */
  public Uni<List<MoneyPosting>> balances(UUID company, Instant at, Optional<Set<UUID>> offices) {
    Conditions where =
        Conditions.of(company)
            .in("office_id", offices)
            .atMost("entry.occurred_at", at.atOffset(ZoneOffset.UTC));
    return sql.within(
        company,
        connection ->
            connection
                .preparedQuery(BALANCES + where.sql() + PER_ACCOUNT)
                .execute(where.values())
                .map(rows -> Rows.list(rows, MoneyReads::balance)));
  }

  private static MoneyPosting balance(Row row) {
    return new MoneyPosting(
        row.getUUID("office_id"),
        MoneyPosting.Account.valueOf(row.getString("account")),
        Money.of(row.getBigDecimal("balance"), row.getString("currency")));
  }
}
