package dev.rollcall.platform.web.access;

import dev.rollcall.platform.storage.OldRows;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables {@code membership}, {@code view_heartbeat} and {@code membership_parked}: this
 * service's view of who is a member of what, and of whom it may be wrong. Unscoped, since the check
 * comes before a company is known to be the caller's; ids only.
 */
@ApplicationScoped
@IfBuildProperty(name = "rollcall.access.view", stringValue = "true", enableIfMissing = true)
class MembershipView {

  /**
   * The view counts when every partition has been read up to a moment ago and no event is parked
   * that may be the member's: theirs, anybody's, or, of one who has left, that of the user whom
   * they have come back as. What was parked before identity was asked about them is in its answer.
   */
  private static final String FIND =
      """
      select h.fresh
               and not exists (select from membership_parked p where p.user_id = m.user_id)
               and not exists (
                 select from membership_parked p
                 where p.user_id is null and (p.company_id = $1 or p.company_id is null)
                   and p.parked_at >= coalesce(m.confirmed_at, '-infinity'))
               and (m.active or not exists (
                 select from membership_parked p
                 where (p.company_id = $1 or p.company_id is null)
                   and p.parked_at >= coalesce(m.confirmed_at, '-infinity'))) as counts,
             now() as at, m.user_id, m.role, m.office_id, m.admin_office_ids, m.grants, m.active,
             m.version
      from (select count(*) >= $3
               and coalesce(min(at) > now() - make_interval(secs => $4), false) as fresh
            from view_heartbeat) h
      left join membership m on m.company_id = $1 and m.person_id = $2
      """;

  /**
   * Versions count per user; who comes back to a company as a new user has a later user id (UUIDv7
   * sort by time), so the pair decides what is newer. That identity was asked is written down only
   * while something is parked that it tells about.
   */
  private static final String STORE =
      """
      with settled as (
        delete from membership_parked
        where user_id = $3
            and (version <= $9 or (partition = $10 and record_offset < $11) or parked_at < $13)
          or letter = $12)
      insert into membership as m
        (company_id, person_id, user_id, role, office_id, admin_office_ids, grants, active, version,
         confirmed_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $13)
      on conflict on constraint membership_pk do update set
        user_id = excluded.user_id, role = excluded.role, office_id = excluded.office_id,
        admin_office_ids = excluded.admin_office_ids, grants = excluded.grants,
        active = excluded.active, version = excluded.version,
        confirmed_at = coalesce(excluded.confirmed_at, m.confirmed_at)
      where (m.user_id, m.version) < (excluded.user_id, excluded.version)
        or (m.user_id, m.version) = (excluded.user_id, excluded.version)
          and exists (
            select from membership_parked p
            where (p.company_id = $1 or p.company_id is null)
              and p.parked_at < excluded.confirmed_at
              and p.parked_at >= coalesce(m.confirmed_at, '-infinity'))
      """;

  /** The newest of each user: what is newer than that has overtaken the others too. */
  private static final String PARK =
      """
      insert into membership_parked as p
        (letter, user_id, company_id, version, partition, record_offset)
      values ($1, $2, $3, $4, $5, $6)
      on conflict on constraint membership_parked_user do update set
        letter = excluded.letter, company_id = excluded.company_id, version = excluded.version,
        partition = excluded.partition, record_offset = excluded.record_offset, parked_at = now()
      where p.partition <> excluded.partition or p.record_offset < excluded.record_offset
      """;

  /**
   * So many are listed one by one; one more row stands for all further ones. Where the letter is
   * there already, as somebody's, it is both theirs and this one's.
   */
  private static final String PARK_ANYBODYS =
      """
      insert into membership_parked as p (letter, company_id, partition, record_offset)
      select case when many then uuid '00000000-0000-0000-0000-000000000000'
                  else cast($1 as uuid) end,
             case when many then null else cast($2 as uuid) end, $3, $4
      from (select count(*) >= 1000 as many
            from (select from membership_parked where user_id is null limit 1000) anybodys) listed
      on conflict on constraint membership_parked_pk do update set
        user_id = null, version = null, parked_at = now(),
        company_id = case when p.company_id = excluded.company_id then p.company_id end
      """;

  /** How many are parked, and whether some of anybody's for so long that they end. */
  private static final String PARKED =
      """
      select count(user_id) as members, count(*) - count(user_id) as anybodys,
             coalesce(bool_or(user_id is null and parked_at < $1), false) as over
      from membership_parked
      """;

  /** Members in doubt about whom identity has not been asked since: they are missing, then. */
  private static final String FORGET_IN_DOUBT =
      """
      delete from membership m using (
        select d.company_id, d.person_id from membership d
        where exists (
          select from membership_parked p
          where p.user_id is null and p.parked_at < $1
            and (p.company_id = d.company_id or p.company_id is null)
            and p.parked_at >= coalesce(d.confirmed_at, '-infinity'))
        limit $2) doubted
      where m.company_id = doubted.company_id and m.person_id = doubted.person_id
      """;

  private static final String END_ANYBODYS =
      """
      delete from membership_parked where letter in (
        select letter from membership_parked where user_id is null and parked_at < $1 limit $2)
      """;

  private static final String BEAT =
      """
      insert into view_heartbeat as h (partition, at) values ($1, $2)
      on conflict on constraint view_heartbeat_pk do update set at = excluded.at
      where h.at < excluded.at
      """;

  /** SQLSTATE class of constraints that are broken. */
  private static final String INTEGRITY = "23";

  private final Pool pool;
  private final OldRows oldRows;
  private final AccessSettings settings;

  MembershipView(Pool pool, OldRows oldRows, AccessSettings settings) {
    this.pool = pool;
    this.oldRows = oldRows;
    this.settings = settings;
  }

  /**
   * What the view knows.
   *
   * @param counts whether it can be believed; if not, identity must be asked
   * @param at when it was looked at, by the database's clock
   */
  record Seen(boolean counts, Optional<Membership> membership, OffsetDateTime at) {}

  /**
   * What lies parked.
   *
   * @param members users whose state is in doubt
   * @param anybodys records that may be anybody's
   * @param over whether some of those are older than was asked
   */
  record Parked(long members, long anybodys, boolean over) {}

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

  /**
   * Takes identity's answer over unless the view has a newer one; a deleted member's row stays.
   *
   * @param asked when the view was looked at, before identity was asked
   */
  Uni<Void> store(Membership membership, OffsetDateTime asked) {
    return store(membership, new Source(-1, -1, null, asked));
  }

  /**
   * Where a membership was read.
   *
   * @param partition of the topic that feeds the view
   * @param offset what was parked before it there is overtaken
   * @param letter the record, where it is a dead letter that comes back
   * @param asked since when identity was asked, where it is its answer
   */
  record Source(
      int partition, long offset, @Nullable UUID letter, @Nullable OffsetDateTime asked) {}

  /** The same of an event; what it overtakes is no longer in doubt. */
  Uni<Void> store(Membership membership, Source source) {
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
                .addLong(membership.version())
                .addInteger(source.partition())
                .addLong(source.offset())
                .addUUID(source.letter())
                .addOffsetDateTime(source.asked()))
        .replaceWithVoid();
  }

  /**
   * From now on identity is asked about whom it may be of; about everybody whom it may be of where
   * the row of one user can't be written.
   */
  Uni<Void> park(ParkedMember parked) {
    return parked.userId() == null
        ? parkAnybodys(parked)
        : parkUsers(parked)
            .onFailure(MembershipView::breaksConstraint)
            .recoverWithUni(() -> parkAnybodys(parked));
  }

  private Uni<Void> parkUsers(ParkedMember parked) {
    return pool.preparedQuery(PARK)
        .execute(
            Tuple.tuple()
                .addUUID(parked.letter())
                .addUUID(parked.userId())
                .addUUID(parked.companyId())
                .addLong(parked.version())
                .addInteger(parked.partition())
                .addLong(parked.offset()))
        .replaceWithVoid();
  }

  private Uni<Void> parkAnybodys(ParkedMember parked) {
    return pool.preparedQuery(PARK_ANYBODYS)
        .execute(Tuple.of(parked.letter(), parked.companyId(), parked.partition(), parked.offset()))
        .replaceWithVoid();
  }

  private static boolean breaksConstraint(Throwable failure) {
    return failure instanceof PgException refused
        && String.valueOf(refused.getSqlState()).startsWith(INTEGRITY);
  }

  Uni<Parked> parked(Instant before) {
    return pool.preparedQuery(PARKED)
        .execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Parked(
                    row.getLong("members"), row.getLong("anybodys"), row.getBoolean("over")));
  }

  /**
   * Ends the doubt about anybody that began before then. Whom identity has not been asked about
   * since is forgotten first, so that they are asked about, and nobody has their access back.
   */
  Uni<Void> endDoubts(Instant before) {
    return oldRows
        .delete(FORGET_IN_DOUBT, before)
        .chain(() -> oldRows.delete(END_ANYBODYS, before));
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
    return new Seen(
        Boolean.TRUE.equals(row.getBoolean("counts")), membership, row.getOffsetDateTime("at"));
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
