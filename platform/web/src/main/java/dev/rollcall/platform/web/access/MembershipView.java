package dev.rollcall.platform.web.access;

import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The tables {@code membership} and {@code view_heartbeat}: this service's view of who is a member
 * of what. Unscoped, since the check comes before a company is known to be the caller's; ids only.
 */
@ApplicationScoped
@IfBuildProperty(name = "rollcall.access.view", stringValue = "true", enableIfMissing = true)
class MembershipView {

  /** The view is fresh when every partition has been read up to a moment ago. */
  private static final String FIND =
      """
      select h.fresh, m.user_id, m.role, m.office_id, m.admin_office_ids, m.grants, m.active,
             m.version
      from (select count(*) >= $3
               and coalesce(min(at) > now() - make_interval(secs => $4), false) as fresh
            from view_heartbeat) h
      left join membership m on m.company_id = $1 and m.person_id = $2
      """;

  /**
   * Versions count per user; who comes back to a company as a new user has a later user id (UUIDv7
   * sort by time), so the pair decides what is newer.
   */
  private static final String STORE =
      """
      insert into membership as m
        (company_id, person_id, user_id, role, office_id, admin_office_ids, grants, active, version)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict on constraint membership_pk do update set
        user_id = excluded.user_id, role = excluded.role, office_id = excluded.office_id,
        admin_office_ids = excluded.admin_office_ids, grants = excluded.grants,
        active = excluded.active, version = excluded.version
      where (m.user_id, m.version) < (excluded.user_id, excluded.version)
      """;

  private static final String BEAT =
      """
      insert into view_heartbeat as h (partition, at) values ($1, $2)
      on conflict on constraint view_heartbeat_pk do update set at = excluded.at
      where h.at < excluded.at
      """;

  private final Pool pool;
  private final AccessSettings settings;

  MembershipView(Pool pool, AccessSettings settings) {
    this.pool = pool;
    this.settings = settings;
  }

  /**
   * What the view knows.
   *
   * @param fresh whether it counts; if not, identity must be asked
   */
  record Seen(boolean fresh, Optional<Membership> membership) {}

  Uni<Seen> find(UUID personId, UUID companyId) {
    return pool.preparedQuery(FIND)
        .execute(
            Tuple.of(
                companyId,
                personId,
                (long) settings.partitions(),
                settings.fresh().toMillis() / 1000.0))
        .map(RowSet::iterator)
        .map(rows -> seen(rows.next(), personId, companyId));
  }

  /** Takes it over unless the view has a newer one; a deleted member's row stays. */
  Uni<Void> store(Membership membership) {
    return pool.preparedQuery(STORE)
        .execute(
            Tuple.tuple()
                .addUUID(membership.companyId())
                .addUUID(membership.personId())
                .addUUID(membership.userId())
                .addString(membership.role())
                .addUUID(membership.officeId())
                .addArrayOfUUID(membership.adminOfficeIds().toArray(UUID[]::new))
                .addJsonObject(grants(membership))
                .addBoolean(membership.active())
                .addLong(membership.version()))
        .replaceWithVoid();
  }

  /** Everything that identity published on that partition until then has been read. */
  Uni<Void> beat(int partition, Instant at) {
    return pool.preparedQuery(BEAT)
        .execute(Tuple.of(partition, at.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  private static Seen seen(Row row, UUID personId, UUID companyId) {
    Optional<Membership> membership =
        row.getUUID("user_id") == null
            ? Optional.empty()
            : Optional.of(membership(row, personId, companyId));
    return new Seen(row.getBoolean("fresh"), membership);
  }

  private static Membership membership(Row row, UUID personId, UUID companyId) {
    return new Membership(
        personId,
        companyId,
        row.getUUID("user_id"),
        row.getString("role"),
        row.getUUID("office_id"),
        Set.of(row.getArrayOfUUIDs("admin_office_ids")),
        scopes(row.getJsonObject("grants")),
        row.getBoolean("active"),
        row.getLong("version"));
  }

  private static Map<String, Scope> scopes(JsonObject grants) {
    return grants.getMap().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> Scope.valueOf(e.getValue().toString())));
  }

  private static JsonObject grants(Membership membership) {
    var grants = new JsonObject();
    membership.grants().forEach((permission, scope) -> grants.put(permission, scope.name()));
    return grants;
  }
}
