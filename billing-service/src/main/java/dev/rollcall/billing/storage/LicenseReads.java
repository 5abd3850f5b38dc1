package dev.rollcall.billing.storage;

import dev.rollcall.billing.License;
import dev.rollcall.billing.LicenseCount;
import dev.rollcall.billing.LicenseOrigin;
import dev.rollcall.billing.LicenseState;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Occupancy;
import dev.rollcall.billing.Plan;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.web.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Lists of licenses. Each answers empty where the company isn't known. */
@ApplicationScoped
public class LicenseReads {

  private static final String LIST =
      """
      select company_id, license_id, office_id, type, plan, origin, state, holder_user_id,
             holder_invitation_id, attempt, charged_from, purchase_id, removal_id, removes_at,
             version, created_at, updated_at
      from license where\s
      """;

  private static final String SUMMARY =
      """
      select office_id, type, plan, purchased, free, reserved, assigned
      from license_balance where\s
      """;

  private final CompanySql sql;

  LicenseReads(CompanySql sql) {
    this.sql = sql;
  }

  /** A select, the values of its conditions, and how its rows are read. */
  private record Query<T>(String sql, Conditions where, Function<Row, T> row) {}

  /** A page of licenses, oldest first, and one more where there is more. */
  public Uni<Optional<List<License>>> list(UUID company, LicenseFilter filter, PageRequest page) {
    Conditions where =
        Conditions.of(company)
            .equal("office_id", filter.officeId())
            .equal("type", filter.type())
            .equal("plan", filter.plan())
            .equal("state", filter.state())
            .in("office_id", filter.offices())
            .after("license_id", page.first() ? null : UUID.fromString(page.after().getFirst()));
    String limit = where.next(page.limit() + 1);
    return read(
        company,
        LIST + where.sql() + " order by license_id limit " + limit,
        where,
        LicenseReads::license);
  }

  /** Counts per office, type and plan. */
  public Uni<Optional<List<LicenseCount>>> summary(UUID company, Optional<Set<UUID>> offices) {
    Conditions where = Conditions.of(company).in("office_id", offices);
    return read(
        company,
        SUMMARY + where.sql() + " order by office_id, type, plan",
        where,
        LicenseReads::count);
  }

  private <T> Uni<Optional<List<T>>> read(
      UUID company, String query, Conditions where, Function<Row, T> row) {
    return sql.within(
        company, connection -> read(connection, company, new Query<>(query, where, row)));
  }

  private static <T> Uni<Optional<List<T>>> read(
      SqlConnection connection, UUID company, Query<T> query) {
    return connection
        .preparedQuery(query.sql())
        .execute(query.where().values())
        .map(rows -> Rows.list(rows, query.row()))
        .chain(found -> KnownCheck.of(connection, company, found));
  }

  private static License license(Row row) {
    return new License(
        row.getUUID("license_id"),
        row.getUUID("company_id"),
        row.getUUID("office_id"),
        LicenseType.valueOf(row.getString("type")),
        Plan.valueOf(row.getString("plan")),
        terms(row),
        occupancy(row),
        row.getLong("version"),
        Rows.instant(row, "created_at"),
        Rows.instant(row, "updated_at"));
  }

  private static License.Terms terms(Row row) {
    return new License.Terms(
        LicenseOrigin.valueOf(row.getString("origin")),
        row.getLocalDate("charged_from"),
        Optional.ofNullable(row.getUUID("purchase_id")),
        Optional.ofNullable(row.getUUID("removal_id"))
            .map(removal -> new License.Removal(removal, row.getLocalDate("removes_at"))));
  }

  private static Occupancy occupancy(Row row) {
    return switch (LicenseState.valueOf(row.getString("state"))) {
      case FREE -> new Occupancy.Free();
      case RESERVED ->
          new Occupancy.Reserved(row.getUUID("holder_invitation_id"), row.getInteger("attempt"));
      case ASSIGNED -> new Occupancy.Assigned(row.getUUID("holder_user_id"));
      case CANCELLED -> new Occupancy.Cancelled();
    };
  }

  private static LicenseCount count(Row row) {
    return new LicenseCount(
        row.getUUID("office_id"),
        LicenseType.valueOf(row.getString("type")),
        Plan.valueOf(row.getString("plan")),
        row.getLong("purchased"),
        row.getLong("free"),
        row.getLong("reserved"),
        row.getLong("assigned"));
  }
}
