package dev.rollcall.platform.messaging;

import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.time.TimeMoved;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Does the due jobs of this service, as many at a time as configured, beside the other replicas:
 * each row is claimed by one of them. Looks when a transaction has planned a job, when product time
 * was moved, when a job has ended, and every so often in any case.
 */
@ApplicationScoped
public class JobRunner {

  private static final Logger LOG = Logger.getLogger(JobRunner.class);

  private final JobAttempts attempts;
  private final JobTable table;
  private final Background background;
  private final ProductClock clock;
  private final Ids ids;
  private final MessagingConfig config;
  private final MeterRegistry metrics;

  private final AtomicInteger running = new AtomicInteger();
  private final Map<String, AtomicInteger> runningOfKind = new ConcurrentHashMap<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicBoolean lookAgain = new AtomicBoolean();
  private volatile boolean open;
  private Background.Repeated polling = () -> true;

  JobRunner(
      JobAttempts attempts,
      JobTable table,
      Background background,
      ProductClock clock,
      Ids ids,
      MessagingConfig config,
      MeterRegistry metrics) {
    this.attempts = attempts;
    this.table = table;
    this.background = background;
    this.clock = clock;
    this.ids = ids;
    this.config = config;
    this.metrics = metrics;
  }

  /** Looks for due jobs now; returns at once. */
  public void wake() {
    lookAgain.set(true);
    look();
  }

  void start(@Observes StartupEvent event) {
    metrics.gauge("rollcall.jobs.running", running);
    open = config.jobs().concurrency() > 0 && !attempts.handlers().isEmpty();
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
    if (!open || !looking.compareAndSet(false, true)) {
      return;
    }
    int free = config.jobs().concurrency() - running.get();
    if (free <= 0) {
      // A job that ends looks again.
      lookAgain.set(true);
      looking.set(false);
      return;
    }
    lookAgain.set(false);
    background
        .run(() -> table.claim(slots(), clock.instant(), free, ids.next()))
        .subscribe()
        .with(claims -> begin(claims, free), this::lookFailed);
  }

  // One kind never takes every slot: a mail server that hangs must not keep deadlines waiting.
  private List<JobTable.Slots> slots() {
    int concurrency = config.jobs().concurrency();
    int mostOfKind = Math.max(1, concurrency - concurrency / 4);
    return attempts.handlers().stream()
        .map(
            handler ->
                new JobTable.Slots(
                    handler, Math.max(0, mostOfKind - runningOf(handler.kind()).get())))
        .toList();
  }

  private AtomicInteger runningOf(String kind) {
    return runningOfKind.computeIfAbsent(kind, key -> new AtomicInteger());
  }

  private void begin(List<JobTable.Claim> claims, int free) {
    claims.forEach(this::count);
    claims.forEach(this::begin);
    looking.set(false);
    if (claims.size() == free) {
      lookAgain.set(true);
    }
    lookOnceMore();
  }

  private void count(JobTable.Claim claim) {
    running.incrementAndGet();
    runningOf(claim.kind()).incrementAndGet();
  }

  private void discount(JobTable.Claim claim) {
    running.decrementAndGet();
    runningOf(claim.kind()).decrementAndGet();
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
        .run(() -> attempts.attempt(claim))
        .onTermination()
        .invoke(() -> discount(claim))
        .subscribe()
        .with(ended -> lookOnceMore(), failure -> settlingFailed(claim, failure));
  }

  private void settlingFailed(JobTable.Claim claim, Throwable failure) {
    LOG.warnf(
        "Job %s (%s) could not be settled and runs again after its lease: %s",
        claim.id(), claim.kind(), SafeMessage.of(failure));
    lookOnceMore();
  }
}
