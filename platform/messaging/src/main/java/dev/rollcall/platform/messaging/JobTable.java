package dev.rollcall.platform.messaging;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The runner's side of the job table, on the plain client: claims and settles rows, each in one
 * statement, or many in one.
 */
@ApplicationScoped
class JobTable {

  /**
   * Reads each queue from its front, so that it costs what it claims, however many wait. Looked up
   * by an array, since a plan that was made while the table was empty could join the other way.
   */
  static final String CLAIM =
      """
      with slot as (
        select s.kind, s.free, s.own, line.clock || s.kind as queue, line.now
        from unnest($1::text[], $2::integer[], $3::boolean[]) as s(kind, free, own)
          cross join (values ('REAL ', now()), ('PRODUCT ', $4)) as line(clock, now)
      ), ready as (
        select first.id, first.since, slot.kind, slot.free, slot.own
        from slot cross join lateral (
          select job.id, greatest(job.ready_at, job.planned_at) as since
          from job
          where job.status = 'PENDING' and job.queue = slot.queue and job.ready_at <= slot.now
            and job.leased_until <= now() and (job.timeline = 'REAL' or job.due_at <= $4)
          order by job.ready_at, job.id
          limit slot.free
          for update skip locked
        ) as first
      ), of_kind as (
        select id, since, free, own, row_number() over (partition by kind order by since, id) as place
        from ready
      ), due as (
        select id, own, row_number() over (partition by own order by since, id) as place
        from of_kind where place <= free
      )
      update job
      set lease = $6,
          leased_until = now()
            + ($7::bigint[])[array_position($1::text[], kind)] * interval '1 millisecond',
          attempts = attempts + 1
      where id = any(array(select id from due where own or place <= $5))
      returning id, kind, company_id, subject, attempts, causation_id, traceparent
      """;

  /** Those that are locked, by a renewal or a new plan, are left for {@link #DONE}. */
  private static final String ALL_DONE =
      """
      delete from job where id = any(array(
        select job.id from job
        join unnest($1::uuid[], $2::uuid[]) as c(id, lease) on job.id = c.id and job.lease = c.lease
        for update of job skip locked))
      returning id
      """;

  private static final String DONE = "delete from job where id = $1 and lease = $2";

  private static final String FAILED =
      """
      update job
      set status = case when $3 then 'FAILED' else 'PENDING' end,
          not_before = now() + $4::bigint * interval '1 millisecond',
          last_error = $5, lease = null, leased_until = '-infinity'
      where id = $1 and lease = $2
      """;

  private static final String RELEASE =
      """
      update job set lease = null, leased_until = '-infinity'
      where kind = $1 and company_id = $2 and subject = $3 and lease = $4
      """;

  private static final String GIVE_BACK =
      """
      update job set lease = null, leased_until = '-infinity', attempts = attempts - 1
      where id = $1 and lease = $2
      """;

  private static final String RENEW =
      """
      update job set leased_until = now() + $5::bigint * interval '1 millisecond'
      where kind = $1 and company_id = $2 and subject = $3 and lease = $4
      """;

  private static final String COUNT_FAILED =
      "select kind, count(*) as jobs from job where status = 'FAILED' group by kind order by kind";

  private static final int LARGEST_SET = 100;

  /** The runner's rows are of all companies. */
  private static final String ALL = "";

  private final Pool pool;
  private final Gathering<String, Claim, Boolean> ending;

  JobTable(Pool pool, Background background) {
    this.pool = pool;
    this.ending = new Gathering<>(background, 1, LARGEST_SET, (all, claims) -> allDone(claims));
  }

  /**
   * A row claimed by this replica.
   *
   * @param lease token of the claim; the row is settled only while it still holds it
   * @param attempt 1 for the first since it was planned
   */
  record Claim(
      UUID id,
      UUID lease,
      String kind,
      UUID companyId,
      String subject,
      int attempt,
      String causation,
      String traceparent) {}

  /**
   * How many jobs of a kind may be claimed now.
   *
   * @param free 0 or more
   */
  record Slots(JobHandler handler, int free) {

    String kind() {
      return handler.kind();
    }

    boolean own() {
      return handler.ownSlots() > 0;
    }

    long leaseMillis() {
      return handler.lease().toMillis();
    }
  }

  /**
   * Claims ready rows, of each kind the longest ready first and at most what is free.
   *
   * @param shared how many in all of the kinds that have no slots of their own
   */
  Uni<List<Claim>> claim(List<Slots> slots, Instant productNow, int shared, UUID lease) {
    var arguments =
        Tuple.tuple()
            .addArrayOfString(slots.stream().map(Slots::kind).toArray(String[]::new))
            .addArrayOfInteger(slots.stream().map(Slots::free).toArray(Integer[]::new))
            .addArrayOfBoolean(slots.stream().map(Slots::own).toArray(Boolean[]::new))
            .addOffsetDateTime(productNow.atOffset(ZoneOffset.UTC))
            .addInteger(shared)
            .addUUID(lease)
            .addArrayOfLong(slots.stream().map(Slots::leaseMillis).toArray(Long[]::new));
    return pool.preparedQuery(CLAIM).execute(arguments).map(rows -> claims(rows, lease));
  }

  /** Lets others claim a job that was not begun; the claim counts as no attempt. */
  Uni<Void> giveBack(Claim claim) {
    return pool.preparedQuery(GIVE_BACK)
        .execute(Tuple.of(claim.id(), claim.lease()))
        .replaceWithVoid();
  }

  /** Keeps the job claimed for so much longer from now, where it is still. */
  Uni<Void> renew(Claim claim, Duration lease) {
    return pool.preparedQuery(RENEW)
        .execute(
            Tuple.of(
                claim.kind(), claim.companyId(), claim.subject(), claim.lease(), lease.toMillis()))
        .replaceWithVoid();
  }

  /**
   * Ends the job; where it was planned anew meanwhile, the new plan becomes claimable. Jobs that
   * end while others are being deleted go together.
   */
  Uni<Void> done(Claim claim) {
    return ending
        .add(ALL, claim)
        .chain(gone -> gone ? Uni.createFrom().voidItem() : doneAlone(claim));
  }

  private Uni<Void> doneAlone(Claim claim) {
    return settle(claim, DONE, Tuple.of(claim.id(), claim.lease()));
  }

  private Uni<List<Boolean>> allDone(List<Claim> claims) {
    var arguments =
        Tuple.tuple()
            .addArrayOfUUID(claims.stream().map(Claim::id).toArray(UUID[]::new))
            .addArrayOfUUID(claims.stream().map(Claim::lease).toArray(UUID[]::new));
    return pool.preparedQuery(ALL_DONE)
        .execute(arguments)
        .map(JobTable::ids)
        .map(gone -> claims.stream().map(claim -> gone.contains(claim.id())).toList());
  }

  /**
   * Notes a failed attempt.
   *
   * @param end whether it was the last one
   */
  Uni<Void> failed(Claim claim, boolean end, Duration backoff, String error) {
    return settle(
        claim, FAILED, Tuple.of(claim.id(), claim.lease(), end, backoff.toMillis(), error));
  }

  /** How many jobs of each kind were given up. */
  Uni<Map<String, Long>> countFailed() {
    return pool.query(COUNT_FAILED).execute().map(JobTable::counts);
  }

  private Uni<Void> settle(Claim claim, String sql, Tuple arguments) {
    return pool.preparedQuery(sql)
        .execute(arguments)
        .chain(rows -> rows.rowCount() == 0 ? release(claim) : Uni.createFrom().voidItem());
  }

  private Uni<Void> release(Claim claim) {
    return pool.preparedQuery(RELEASE)
        .execute(Tuple.of(claim.kind(), claim.companyId(), claim.subject(), claim.lease()))
        .replaceWithVoid();
  }

  private static List<Claim> claims(RowSet<Row> rows, UUID lease) {
    return StreamSupport.stream(rows.spliterator(), false).map(row -> claim(row, lease)).toList();
  }

  private static Claim claim(Row row, UUID lease) {
    return new Claim(
        row.getUUID("id"),
        lease,
        row.getString("kind"),
        row.getUUID("company_id"),
        row.getString("subject"),
        row.getInteger("attempts"),
        row.getString("causation_id"),
        row.getString("traceparent"));
  }

  private static Set<UUID> ids(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getUUID("id"))
        .collect(Collectors.toSet());
  }

  private static Map<String, Long> counts(RowSet<Row> rows) {
    var counts = new LinkedHashMap<String, Long>();
    rows.forEach(row -> counts.put(row.getString("kind"), row.getLong("jobs")));
    return counts;
  }
}
