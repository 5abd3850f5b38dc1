package dev.rollcall.platform.messaging;

import dev.rollcall.platform.messaging.Background.Repeated;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a claimed job: continues the trace and the cause of the request that planned it,
 * runs the handler for as long as it may take, its lease renewed, and settles the row.
 */
@ApplicationScoped
class JobAttempts {

  private static final Logger LOG = Logger.getLogger(JobAttempts.class);

  private final Map<String, JobHandler> handlers;
  private final JobTable table;
  private final EndedJobs ended;
  private final Background background;
  private final MeterRegistry metrics;
  private final Tracer tracer;

  JobAttempts(
      @All List<JobHandler> handlers,
      JobTable table,
      EndedJobs ended,
      Background background,
      MeterRegistry metrics,
      Tracer tracer) {
    this.handlers =
        handlers.stream().collect(Collectors.toMap(JobHandler::kind, Function.identity()));
    this.table = table;
    this.ended = ended;
    this.background = background;
    this.metrics = metrics;
    this.tracer = tracer;
  }

  /** The handlers of this service; no two of one kind. */
  Collection<JobHandler> handlers() {
    return handlers.values();
  }

  /** Whether this service has a handler of that kind. */
  boolean serves(String kind) {
    return handlers.containsKey(kind);
  }

  /** The handler of that kind, which is one of this service's. */
  JobHandler handler(String kind) {
    return Objects.requireNonNull(handlers.get(kind));
  }

  /**
   * Runs and settles it; must be called on a context of its own, which stays in the job's trace. A
   * failure of the handler is settled too: the Uni fails only when the row could not be.
   */
  @SuppressWarnings("MustBeClosedChecker")
  Uni<Void> attempt(JobTable.Claim claim) {
    Span span =
        tracer
            .spanBuilder("job " + claim.kind())
            .setParent(TraceParent.continued(claim.traceparent()))
            .setAttribute("rollcall.job.id", claim.id().toString())
            .setAttribute("rollcall.job.attempt", claim.attempt())
            .startSpan();
    Scope scope = span.makeCurrent();
    Causation.set(claim.causation());
    MDC.put("companyId", claim.companyId().toString());
    MDC.put("jobId", claim.id().toString());
    return outcome(claim)
        .onFailure()
        .invoke(span::recordException)
        .onTermination()
        .invoke(() -> end(span, scope));
  }

  private static void end(Span span, Scope scope) {
    scope.close();
    span.end();
  }

  private Uni<Void> outcome(JobTable.Claim claim) {
    // Claims name the kinds of these handlers only.
    JobHandler handler = handler(claim.kind());
    if (claim.attempt() > handler.maxAttempts()) {
      // Only a crash in each attempt leads here: a failure that is noted ends the job before.
      return failed(claim, handler, new LeaseExpired(handler.lease()));
    }
    Repeated renewal = renewal(claim, handler);
    return Uni.createFrom()
        .deferred(() -> handler.run(job(claim, handler)))
        .ifNoItem()
        .after(handler.longest())
        .failWith(() -> new LeaseExpired(handler.longest()))
        .onTermination()
        .invoke(renewal::stop)
        .onItemOrFailure()
        .transformToUni((done, failure) -> settle(claim, handler, failure));
  }

  private Repeated renewal(JobTable.Claim claim, JobHandler handler) {
    Duration lease = handler.lease();
    return handler.longest().compareTo(lease) > 0
        ? background.every(lease.dividedBy(3), () -> table.renew(claim, lease))
        : () -> true;
  }

  private Uni<Void> settle(JobTable.Claim claim, JobHandler handler, @Nullable Throwable failure) {
    boolean gone = ended.remove(claim);
    return failure == null ? done(claim, gone) : failed(claim, handler, failure);
  }

  private Uni<Void> done(JobTable.Claim claim, boolean gone) {
    count(claim, "done");
    return gone ? Uni.createFrom().voidItem() : table.done(claim);
  }

  private Uni<Void> failed(JobTable.Claim claim, JobHandler handler, Throwable failure) {
    boolean end = failure instanceof PermanentFailure || claim.attempt() >= handler.maxAttempts();
    String error = SafeMessage.of(failure);
    count(claim, end ? "given-up" : "failed");
    LOG.logf(
        end ? Logger.Level.ERROR : Logger.Level.WARN,
        "Job %s (%s) failed at attempt %d of %d: %s",
        claim.id(),
        claim.kind(),
        claim.attempt(),
        handler.maxAttempts(),
        error);
    return table.failed(claim, end, handler.backoff(claim.attempt()), error);
  }

  private void count(JobTable.Claim claim, String outcome) {
    metrics.counter("rollcall.jobs", "kind", claim.kind(), "outcome", outcome).increment();
  }

  private static Job job(JobTable.Claim claim, JobHandler handler) {
    return new Job(
        claim.id(),
        claim.kind(),
        claim.companyId(),
        claim.subject(),
        claim.attempt(),
        handler.maxAttempts(),
        claim.lease());
  }

  /** An attempt that took longer than it may. */
  private static final class LeaseExpired extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseExpired(Duration lease) {
      super("took longer than " + lease, null, false, false);
    }
  }
}
