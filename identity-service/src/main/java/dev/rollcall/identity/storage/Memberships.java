package dev.rollcall.identity.storage;

import dev.rollcall.platform.web.access.Membership;
import dev.rollcall.platform.web.access.MembershipSource;
import dev.rollcall.platform.web.access.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Who is a member of what, as the transactions that changed it wrote it: for the access check of
 * every call here, and for the other services' question. The table is unscoped, because the
 * question comes before the company is known to be the caller's.
 */
@ApplicationScoped
public class Memberships implements MembershipSource {

  /**
   * A membership as its person sees it.
   *
   * @param permissions names of the catalogue, sorted
   */
  public record Named(
      UUID companyId,
      String companyName,
      UUID userId,
      String role,
      UUID officeId,
      List<String> permissions) {}

  private static final String NAMED =
      """
      select company_id, company_name, user_id, role, office_id, grants
      from companies_of($1, $2, $3) order by company_id
      """;

  private static final String SELECT =
      """
      select company_id, person_id, user_id, role, office_id, admin_office_ids, grants, active,
             version
      from membership
      """;

  private final Pool pool;

  Memberships(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Uni<Optional<Membership>> find(UUID personId, UUID companyId) {
    return read("where company_id = $1 and person_id = $2", Tuple.of(companyId, personId))
        .map(found -> found.stream().findFirst());
  }

  /** The membership that has that user id. */
  public Uni<Optional<Membership>> ofUser(UUID userId, UUID companyId) {
    return read("where user_id = $1 and company_id = $2", Tuple.of(userId, companyId))
        .map(found -> found.stream().findFirst());
  }

  /**
   * The person's active memberships with the names of the companies, oldest company first.
   *
   * @param after only companies with a greater id
   */
  public Uni<List<Named>> activeOf(UUID personId, UUID after, int atMost) {
    return pool.withTransaction(
            connection ->
                connection.preparedQuery(NAMED).execute(Tuple.of(personId, after, atMost)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(Memberships::named).toList());
  }

  private static Named named(Row row) {
    return new Named(
        row.getUUID("company_id"),
        row.getString("company_name"),
        row.getUUID("user_id"),
        row.getString("role"),
        row.getUUID("office_id"),
        row.getJsonObject("grants").fieldNames().stream().sorted().toList());
  }

  /** Whether the person is an active member of any company. */
  public Uni<Boolean> anyActiveOf(UUID personId) {
    return pool.preparedQuery(
            "select exists (select from membership where person_id = $1 and active)")
        .execute(Tuple.of(personId))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  /** The person's memberships, ended ones too, oldest company first. */
  public Uni<List<Membership>> everOf(UUID personId) {
    return read("where person_id = $1 order by company_id", Tuple.of(personId));
  }

  private Uni<List<Membership>> read(String where, Tuple values) {
    return pool.preparedQuery(SELECT + where).execute(values).map(Memberships::read);
  }

  private static List<Membership> read(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(Memberships::read).toList();
  }

  private static Membership read(Row row) {
    return new Membership(
        row.getUUID("person_id"),
        row.getUUID("company_id"),
        row.getUUID("user_id"),
        row.getString("role"),
        row.getUUID("office_id"),
        Set.of(row.getArrayOfUUIDs("admin_office_ids")),
        grants(row.getJsonObject("grants")),
        row.getBoolean("active"),
        row.getLong("version"));
  }

  private static Map<String, Scope> grants(JsonObject json) {
    return json.stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, grant -> Scope.valueOf(String.valueOf(grant.getValue()))));
  }
}
