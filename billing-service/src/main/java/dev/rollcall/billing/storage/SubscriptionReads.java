package dev.rollcall.billing.storage;

import dev.rollcall.billing.Edition;
import dev.rollcall.billing.Subscription;
import dev.rollcall.billing.SubscriptionStatus;
import dev.rollcall.platform.storage.CompanySql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/** The subscription, for views. */
@ApplicationScoped
public class SubscriptionReads {

  private static final String FIND =
      """
      select company_id, edition, status, catalogue_version, currency, time_zone, started_on,
             started_at, version, created_at, updated_at
      from subscription where company_id = $1
      """;

  private final CompanySql sql;

  SubscriptionReads(CompanySql sql) {
    this.sql = sql;
  }

  /** Empty where the company isn't known. */
  public Uni<Optional<Subscription>> find(UUID company) {
    return sql.within(company, connection -> find(connection, company));
  }

  static Uni<Optional<Subscription>> find(SqlConnection connection, UUID company) {
    return connection
        .preparedQuery(FIND)
        .execute(Tuple.of(company))
        .map(rows -> Rows.list(rows, SubscriptionReads::subscription).stream().findFirst());
  }

  private static Subscription subscription(Row row) {
    return new Subscription(
        row.getUUID("company_id"),
        Edition.valueOf(row.getString("edition")),
        SubscriptionStatus.valueOf(row.getString("status")),
        row.getInteger("catalogue_version"),
        row.getString("currency"),
        ZoneId.of(row.getString("time_zone")),
        row.getLocalDate("started_on"),
        Rows.instant(row, "started_at"),
        row.getLong("version"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "updated_at"));
  }
}
