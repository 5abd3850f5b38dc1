package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.CompanyTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Jobs of no company that come again and again: one row each, so that of all replicas one does it.
 * The handler plans its own next run. Real time.
 */
@ApplicationScoped
public class RecurringJobs {

  private static final Logger LOG = Logger.getLogger(RecurringJobs.class);

  private static final String PLAN_FIRST =
      """
      insert into job (id, kind, company_id, subject, due_at, timeline, causation_id, traceparent)
      values ($1, $2, $3, $4, now(), 'REAL', $5, $6)
      on conflict (kind, company_id, subject) do update
      set status = 'PENDING', attempts = 0 where job.status = 'FAILED'
      """;

  private final Pool pool;
  private final Background background;
  private final CompanyTransaction tx;
  private final Jobs jobs;

  RecurringJobs(Pool pool, Background background, CompanyTransaction tx, Jobs jobs) {
    this.pool = pool;
    this.background = background;
    this.tx = tx;
    this.jobs = jobs;
  }

  /** Plans the first run for now unless one is planned; returns at once. For the start. */
  public void begin(String kind, String subject) {
    background
        .run(() -> planFirst(kind, subject))
        .subscribe()
        .with(done -> {}, failure -> LOG.warnf(failure, "Job %s could not be planned", kind));
  }

  /** Plans the next run; for the end of a run. */
  public Uni<Void> again(String kind, String subject, Duration in) {
    var next =
        new JobRequest(
            kind,
            CompanyTransaction.NO_COMPANY,
            subject,
            Instant.now().plus(in),
            JobRequest.Timeline.REAL);
    return tx.within(CompanyTransaction.NO_COMPANY, () -> jobs.plan(next));
  }

  private Uni<Void> planFirst(String kind, String subject) {
    return pool.preparedQuery(PLAN_FIRST)
        .execute(
            Tuple.of(
                UUID.randomUUID(),
                kind,
                CompanyTransaction.NO_COMPANY,
                subject,
                Causation.NONE,
                TraceParent.current()))
        .replaceWithVoid();
  }
}
