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
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists of licenses. Each answers empty where the company isn't known. */
@ApplicationScoped
public class LicenseReads {

  private static final String COLUMNS =
      """
      company_id, license_id, office_id, type, plan, origin, state, holder_user_id,
      holder_invitation_id, attempt, charged_from, purchase_id, removal_id, removes_at, version,
      created_at, updated_at
      """;

  private static final String ALL =
      "select "
          + COLUMNS
          + """
          from license
          where company_id = $1 and license_id > $2
          order by license_id limit $3
          """;

  // What isn't filtered by is gone through value by value: each way leads along an index that is in
  // the order of the list, and is left after a page, however many licenses there are.
  private static final String OF_COMPANY =
      "select "
          + COLUMNS
          + """
          from unnest($4::text[]) as t (of_type), unnest($5::text[]) as p (on_plan),
            unnest($6::text[]) as s (in_state)
          cross join lateral (select\s
          """
          + COLUMNS
          + """
          from license
          where company_id = $1 and type = t.of_type and plan = p.on_plan and state = s.in_state
            and license_id > $2
          order by license_id limit $3) found
          order by license_id limit $3
          """;

  private static final String OF_OFFICES =
      "select "
          + COLUMNS
          + """
          from unnest($7::uuid[]) as o (in_office), unnest($4::text[]) as t (of_type),
            unnest($5::text[]) as p (on_plan), unnest($6::text[]) as s (in_state)
          cross join lateral (select\s
          """
          + COLUMNS
          + """
          from license
          where company_id = $1 and office_id = o.in_office and type = t.of_type
            and plan = p.on_plan and state = s.in_state and license_id > $2
          order by license_id limit $3) found
          order by license_id limit $3
          """;

  private static final UUID FIRST = new UUID(0, 0);

  private static final String SUMMARY =
      """
      select office_id, type, plan, purchased, free, reserved, assigned
      from license_balance where\s
      """;

  private final CompanySql sql;

  LicenseReads(CompanySql sql) {
    this.sql = sql;
  }

  /** A page of licenses, oldest first, and one more where there is more. */
  public Uni<Optional<List<License>>> list(UUID company, LicenseFilter filter, PageRequest page) {
    Tuple values =
        Tuple.of(
            company,
            page.first() ? FIRST : UUID.fromString(page.after().getFirst()),
            page.limit() + 1);
    if (filter.isNone()) {
      return read(company, ALL, values, LicenseReads::license);
    }
    values
        .addArrayOfString(names(filter.type(), LicenseType.values()))
        .addArrayOfString(names(filter.plan(), Plan.values()))
        .addArrayOfString(names(filter.state(), LicenseState.values()));
    return filter
        .inOffices()
        .map(offices -> values.addArrayOfUUID(offices.toArray(UUID[]::new)))
        .map(narrowed -> read(company, OF_OFFICES, narrowed, LicenseReads::license))
        .orElseGet(() -> read(company, OF_COMPANY, values, LicenseReads::license));
  }

  /** Counts per office, type and plan. */
  public Uni<Optional<List<LicenseCount>>> summary(UUID company, Optional<Set<UUID>> offices) {
    Conditions where = Conditions.of(company).in("office_id", offices);
    return read(
        company,
        SUMMARY + where.sql() + " order by office_id, type, plan",
        where.values(),
        LicenseReads::count);
  }

  private static <E extends Enum<E>> String[] names(@Nullable E one, E[] all) {
    return one == null
        ? Arrays.stream(all).map(Enum::name).toArray(String[]::new)
        : new String[] {one.name()};
  }

  private <T> Uni<Optional<List<T>>> read(
      UUID company, String query, Tuple values, Function<Row, T> row) {
    return sql.within(
        company,
        connection ->
            connection
                .preparedQuery(query)
                .execute(values)
                .map(rows -> Rows.list(rows, row))
                .chain(found -> KnownCheck.of(connection, company, found)));
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
