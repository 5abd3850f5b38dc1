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
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * The runner's side of the job table, on the plain client: claims and settles rows, each in one
 * statement.
 */
@ApplicationScoped
class JobTable {

  private static final String CLAIM =
      """
      with slot as (
        select * from unnest($1::text[], $2::bigint[], $3::integer[]) as s(kind, lease_millis, free)
      ), due as (
        select longest_due.id, slot.lease_millis
        from slot cross join lateral (
          select job.id, greatest(job.due_at, job.planned_at, job.not_before) as since
          from job
          where job.status = 'PENDING'
            and job.kind = slot.kind
            and job.leased_until <= now()
            and job.not_before <= now()
            and (job.timeline = 'REAL' and job.due_at <= now()
                 or job.timeline = 'PRODUCT' and job.due_at <= $4)
          order by since, job.id
          limit slot.free
          for update skip locked
        ) as longest_due
        order by longest_due.since, longest_due.id
        limit $5
      )
      update job
      set lease = $6,
          leased_until = now() + due.lease_millis * interval '1 millisecond',
          attempts = job.attempts + 1
      from due
      where job.id = due.id
      returning job.id, job.kind, job.company_id, job.subject, job.attempts, job.causation_id,
                job.traceparent
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

  private static final String RENEW =
      """
      update job set leased_until = now() + $5::bigint * interval '1 millisecond'
      where kind = $1 and company_id = $2 and subject = $3 and lease = $4
      """;

  private static final String COUNT_FAILED =
      "select kind, count(*) as jobs from job where status = 'FAILED' group by kind order by kind";

  private final Pool pool;

  JobTable(Pool pool) {
    this.pool = pool;
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

    long leaseMillis() {
      return handler.lease().toMillis();
    }
  }

  /**
   * Claims up to that many due rows in all, and of each kind what is free, the longest due first.
   */
  Uni<List<Claim>> claim(List<Slots> slots, Instant productNow, int atMost, UUID lease) {
    var arguments =
        Tuple.tuple()
            .addArrayOfString(slots.stream().map(Slots::kind).toArray(String[]::new))
            .addArrayOfLong(slots.stream().map(Slots::leaseMillis).toArray(Long[]::new))
            .addArrayOfInteger(slots.stream().map(Slots::free).toArray(Integer[]::new))
            .addOffsetDateTime(productNow.atOffset(ZoneOffset.UTC))
            .addInteger(atMost)
            .addUUID(lease);
    return pool.preparedQuery(CLAIM).execute(arguments).map(rows -> claims(rows, lease));
  }

  /** Keeps the job claimed for so much longer from now, where it is still. */
  Uni<Void> renew(Claim claim, Duration lease) {
    return pool.preparedQuery(RENEW)
        .execute(
            Tuple.of(
                claim.kind(), claim.companyId(), claim.subject(), claim.lease(), lease.toMillis()))
        .replaceWithVoid();
  }

  /** Ends the job; where it was planned anew meanwhile, the new plan becomes claimable. */
  Uni<Void> done(Claim claim) {
    return settle(claim, DONE, Tuple.of(claim.id(), claim.lease()));
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

  private static Map<String, Long> counts(RowSet<Row> rows) {
    var counts = new LinkedHashMap<String, Long>();
    rows.forEach(row -> counts.put(row.getString("kind"), row.getLong("jobs")));
    return counts;
  }
}
