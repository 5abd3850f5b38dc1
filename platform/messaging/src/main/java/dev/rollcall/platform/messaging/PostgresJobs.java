package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.storage.Statement;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Jobs as rows of the service's own database. */
@ApplicationScoped
class PostgresJobs implements Jobs {

  // The lease stays: while an attempt of the former plan runs, the new plan waits for its end. What
  // was due long ago is due now, so that of one kind the jobs planned first come first.
  private static final String PLAN =
      """
      insert into job as job (id, kind, company_id, subject, due_at, timeline, causation_id,
                              traceparent)
      values (:id, :kind, :company, :subject,
              greatest(cast(:due as timestamptz),
                       case cast(:timeline as text) when 'REAL' then now() else '-infinity' end),
              :timeline, :causation, :traceparent)
      on conflict (kind, company_id, subject) do update
      set id = excluded.id, due_at = excluded.due_at, timeline = excluded.timeline,
          status = 'PENDING', attempts = 0, not_before = '-infinity', last_error = null,
          causation_id = excluded.causation_id, traceparent = excluded.traceparent,
          planned_at = excluded.planned_at
      """;

  // Claimed as it is written.
  private static final String BEGIN =
      """
      insert into job (id, kind, company_id, subject, due_at, timeline, lease, leased_until, attempts,
                       causation_id, traceparent)
      values (:id, :kind, :company, :subject, now(), 'REAL', :lease,
              clock_timestamp() + cast(:millis as bigint) * interval '1 millisecond', 1,
              :causation, :traceparent)
      """;

  private static final String CANCEL =
      """
      delete from job
      where kind = :kind and company_id = :company and subject = :subject and status = 'PENDING'
      """;

  private static final String END = "delete from job where id = :id and lease = :lease";

  private final Ids ids;
  private final ProductClock clock;
  private final CompanyTransaction tx;
  private final JobRunner runner;
  private final EndedJobs ended;

  PostgresJobs(
      Ids ids, ProductClock clock, CompanyTransaction tx, JobRunner runner, EndedJobs ended) {
    this.ids = ids;
    this.clock = clock;
    this.tx = tx;
    this.runner = runner;
    this.ended = ended;
  }

  @Override
  public Uni<Void> plan(JobRequest request) {
    return insert(request).run().invoke(() -> wakeWhenDue(request));
  }

  @Override
  public Uni<Void> begin(String kind, UUID companyId, String subject) {
    if (!runner.hasFree(kind)) {
      return plan(JobRequest.now(kind, companyId, subject));
    }
    var claim =
        new JobTable.Claim(
            ids.next(),
            ids.next(),
            kind,
            companyId,
            subject,
            1,
            Causation.current(),
            TraceParent.current());
    long now = System.nanoTime();
    return begin(claim).run().invoke(() -> tx.afterCommit(() -> runner.beginClaimed(claim, now)));
  }

  private Statement begin(JobTable.Claim claim) {
    return Statement.of(BEGIN)
        .set("id", claim.id())
        .set("kind", claim.kind())
        .set("company", claim.companyId())
        .set("subject", claim.subject())
        .set("lease", claim.lease())
        .set("millis", runner.lease(claim.kind()).toMillis())
        .set("causation", claim.causation())
        .set("traceparent", claim.traceparent());
  }

  @Override
  public Uni<Void> cancel(String kind, UUID companyId, String subject) {
    return Statement.of(CANCEL)
        .set("kind", kind)
        .set("company", companyId)
        .set("subject", subject)
        .run();
  }

  @Override
  public Uni<Void> end(Job job) {
    return Statement.of(END)
        .set("id", job.id())
        .set("lease", job.lease())
        .changed()
        .invoke(deleted -> endedAfterCommit(job, deleted))
        .replaceWithVoid();
  }

  @Override
  public void ended(Job job) {
    ended.add(job);
  }

  private void endedAfterCommit(Job job, boolean deleted) {
    if (deleted) {
      tx.afterCommit(() -> ended(job));
    }
  }

  private Statement insert(JobRequest request) {
    return Statement.of(PLAN)
        .set("id", ids.next())
        .set("kind", request.kind())
        .set("company", request.companyId())
        .set("subject", request.subject())
        .set("due", request.dueAt())
        .set("timeline", request.timeline())
        .set("causation", Causation.current())
        .set("traceparent", TraceParent.current());
  }

  private void wakeWhenDue(JobRequest request) {
    if (!request.dueAt().isAfter(now(request.timeline()))) {
      tx.afterCommit(runner::wake);
    }
  }

  private Instant now(JobRequest.Timeline timeline) {
    return switch (timeline) {
      case PRODUCT -> clock.instant();
      case REAL -> Instant.now();
    };
  }
}
