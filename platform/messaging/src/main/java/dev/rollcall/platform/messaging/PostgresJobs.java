package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

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
    return Panache.getSession()
        .chain(session -> insert(session, request).executeUpdate())
        .invoke(() -> wakeWhenDue(request))
        .replaceWithVoid();
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
    return Panache.getSession()
        .chain(session -> begin(session, claim).executeUpdate())
        .invoke(() -> tx.afterCommit(() -> runner.beginClaimed(claim, now)))
        .replaceWithVoid();
  }

  private Mutiny.Query<?> begin(Mutiny.Session session, JobTable.Claim claim) {
    return session
        .createNativeQuery(BEGIN)
        .setParameter("id", claim.id())
        .setParameter("kind", claim.kind())
        .setParameter("company", claim.companyId())
        .setParameter("subject", claim.subject())
        .setParameter("lease", claim.lease())
        .setParameter("millis", runner.lease(claim.kind()).toMillis())
        .setParameter("causation", claim.causation())
        .setParameter("traceparent", claim.traceparent());
  }

  @Override
  public Uni<Void> cancel(String kind, UUID companyId, String subject) {
    return Panache.getSession()
        .chain(session -> delete(session, kind, companyId, subject).executeUpdate())
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> end(Job job) {
    return Panache.getSession()
        .chain(session -> end(session, job).executeUpdate())
        .invoke(rows -> endedAfterCommit(job, rows))
        .replaceWithVoid();
  }

  @Override
  public void ended(Job job) {
    ended.add(job);
  }

  private void endedAfterCommit(Job job, int rows) {
    if (rows == 1) {
      tx.afterCommit(() -> ended(job));
    }
  }

  private static Mutiny.Query<?> end(Mutiny.Session session, Job job) {
    return session
        .createNativeQuery(END)
        .setParameter("id", job.id())
        .setParameter("lease", job.lease());
  }

  private Mutiny.Query<?> insert(Mutiny.Session session, JobRequest request) {
    return session
        .createNativeQuery(PLAN)
        .setParameter("id", ids.next())
        .setParameter("kind", request.kind())
        .setParameter("company", request.companyId())
        .setParameter("subject", request.subject())
        .setParameter("due", request.dueAt().atOffset(ZoneOffset.UTC))
        .setParameter("timeline", request.timeline().name())
        .setParameter("causation", Causation.current())
        .setParameter("traceparent", TraceParent.current());
  }

  private static Mutiny.Query<?> delete(
      Mutiny.Session session, String kind, UUID companyId, String subject) {
    return session
        .createNativeQuery(CANCEL)
        .setParameter("kind", kind)
        .setParameter("company", companyId)
        .setParameter("subject", subject);
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
