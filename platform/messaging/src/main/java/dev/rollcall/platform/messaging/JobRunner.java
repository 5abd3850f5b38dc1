package dev.rollcall.platform.messaging;

import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.time.TimeMoved;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Does the due jobs of this service, as many at a time as configured, beside the other replicas:
 * each row is claimed by one of them. Looks when a transaction has planned a job, when product time
 * was moved, when a job has ended, and every so often in any case.
 */
@ApplicationScoped
public class JobRunner {

  private static final Logger LOG = Logger.getLogger(JobRunner.class);

  private final Map<String, JobHandler> handlers;
  private final JobTable table;
  private final Background background;
  private final ProductClock clock;
  private final Ids ids;
  private final MessagingConfig config;
  private final MeterRegistry metrics;
  private final Tracer tracer;

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicBoolean lookAgain = new AtomicBoolean();
  private volatile boolean open;
  private Background.Repeated polling = () -> true;

  JobRunner(
      @All List<JobHandler> handlers,
      JobTable table,
      Background background,
      ProductClock clock,
      Ids ids,
      MessagingConfig config,
      MeterRegistry metrics,
      Tracer tracer) {
    this.handlers =
        handlers.stream().collect(Collectors.toMap(JobHandler::kind, Function.identity()));
    this.table = table;
    this.background = background;
    this.clock = clock;
    this.ids = ids;
    this.config = config;
    this.metrics = metrics;
    this.tracer = tracer;
  }

  /** Looks for due jobs now; returns at once. */
  public void wake() {
    lookAgain.set(true);
    look();
  }

  void start(@Observes StartupEvent event) {
    metrics.gauge("rollcall.jobs.running", running);
    open = config.jobs().concurrency() > 0 && !handlers.isEmpty();
    if (open) {
      polling = background.every(config.jobs().poll(), this::poll);
    }
  }

  void timeMoved(@Observes TimeMoved moved) {
    wake();
  }

  void timeMovedLater(@ObservesAsync TimeMoved moved) {
    wake();
  }

  /** Claims no further job and waits for those that run. */
  void stop(@Observes @Priority(10) ShutdownEvent event) {
    open = false;
    polling.stop();
    Drain.await(config.drain(), () -> running.get() == 0 && !looking.get(), "jobs running");
  }

  private Uni<Void> poll() {
    wake();
    return Uni.createFrom().voidItem();
  }

  // One look at a time per replica; what wakes it meanwhile makes it look once more.
  private void look() {
    int free = config.jobs().concurrency() - running.get();
    if (!open || free <= 0 || !looking.compareAndSet(false, true)) {
      return;
    }
    lookAgain.set(false);
    background
        .run(() -> table.claim(handlers.values(), clock.instant(), free, ids.next()))
        .subscribe()
        .with(claims -> begin(claims, free), this::lookFailed);
  }

  private void begin(List<JobTable.Claim> claims, int free) {
    running.addAndGet(claims.size());
    claims.forEach(this::begin);
    looking.set(false);
    if (claims.size() == free) {
      lookAgain.set(true);
    }
    lookOnceMore();
  }

  private void lookFailed(Throwable failure) {
    looking.set(false);
    LOG.warnf("Looking for due jobs failed: %s", SafeMessage.of(failure));
  }

  private void lookOnceMore() {
    if (lookAgain.get()) {
      look();
    }
  }

  private void begin(JobTable.Claim claim) {
    background
        .run(() -> attempt(claim))
        .onTermination()
        .invoke(running::decrementAndGet)
        .subscribe()
        .with(ended -> lookOnceMore(), failure -> settlingFailed(claim, failure));
  }

  private void settlingFailed(JobTable.Claim claim, Throwable failure) {
    LOG.warnf(
        "Job %s (%s) could not be settled and runs again after its lease: %s",
        claim.id(), claim.kind(), SafeMessage.of(failure));
    lookOnceMore();
  }

  // The context is this attempt's own, so the scope may stay open until it ends.
  @SuppressWarnings("MustBeClosedChecker")
  private Uni<Void> attempt(JobTable.Claim claim) {
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
    JobHandler handler = Objects.requireNonNull(handlers.get(claim.kind()));
    if (claim.attempt() > handler.maxAttempts()) {
      // Only a crash in each attempt leads here: a failure that is noted ends the job before.
      return failed(claim, handler, new LeaseExpired(handler.lease()));
    }
    return Uni.createFrom()
        .deferred(() -> handler.run(job(claim, handler)))
        .ifNoItem()
        .after(handler.lease())
        .failWith(() -> new LeaseExpired(handler.lease()))
        .onItemOrFailure()
        .transformToUni((done, failure) -> settle(claim, handler, failure));
  }

  private Uni<Void> settle(JobTable.Claim claim, JobHandler handler, @Nullable Throwable failure) {
    return failure == null ? done(claim) : failed(claim, handler, failure);
  }

  private Uni<Void> done(JobTable.Claim claim) {
    count(claim, "done");
    return table.done(claim);
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
        handler.maxAttempts());
  }

  /** An attempt that took longer than its lease. */
  private static final class LeaseExpired extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseExpired(Duration lease) {
      super("took longer than " + lease, null, false, false);
    }
  }
}
