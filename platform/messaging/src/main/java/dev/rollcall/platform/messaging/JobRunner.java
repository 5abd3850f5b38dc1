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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Does the due jobs of this service, as many at a time as configured, beside the other replicas:
 * each row is claimed by one of them. Looks when a transaction has planned a job, when product time
 * was moved, when a job has ended of a kind that may have more, and every so often in any case.
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
  private final AtomicInteger runningShared = new AtomicInteger();
  private final Map<String, AtomicInteger> runningOfKind = new ConcurrentHashMap<>();

  // Kinds whose slots were all taken at the last look.
  private final Set<String> backlog = ConcurrentHashMap.newKeySet();
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

  /**
   * Whether a job of that kind could begin now. While the runner looks, its free slots are those
   * that it asks jobs for.
   */
  boolean hasFree(String kind) {
    return open && !looking.get() && attempts.serves(kind) && free(attempts.handler(kind)) > 0;
  }

  /**
   * Begins a job whose row was written as claimed by this replica, once that has committed; gives
   * it back where no slot is free any more, or that took so long that its lease is nearly over.
   *
   * @param writtenAt {@link System#nanoTime}
   */
  void beginClaimed(JobTable.Claim claim, long writtenAt) {
    boolean fresh = System.nanoTime() - writtenAt < lease(claim.kind()).toNanos() / 3;
    if (fresh && taken(claim)) {
      begin(claim);
    } else {
      background
          .run(() -> table.giveBack(claim))
          .subscribe()
          .with(done -> wake(), failure -> settlingFailed(claim, failure));
    }
  }

  /** How long a claim of that kind holds. */
  Duration lease(String kind) {
    return attempts.handler(kind).lease();
  }

  private boolean taken(JobTable.Claim claim) {
    synchronized (looking) {
      boolean free = hasFree(claim.kind());
      if (free) {
        count(claim);
      }
      return free;
    }
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
    List<JobTable.Slots> slots;
    synchronized (looking) {
      if (!open || !looking.compareAndSet(false, true)) {
        return;
      }
      lookAgain.set(false);
      slots = slots();
    }
    if (slots.isEmpty()) {
      looking.set(false);
      return;
    }
    int shared = freeShared();
    background
        .run(() -> table.claim(slots, clock.instant(), shared, ids.next()))
        .subscribe()
        .with(claims -> begin(claims, slots, shared), this::lookFailed);
  }

  // Kinds without a free slot may have more to do: one of theirs that ends looks again.
  private List<JobTable.Slots> slots() {
    List<JobTable.Slots> free = new ArrayList<>();
    for (JobHandler handler : attempts.handlers()) {
      // Before it is counted, so that none that ends meanwhile is overlooked.
      backlog.add(handler.kind());
      int slots = free(handler);
      if (slots > 0) {
        backlog.remove(handler.kind());
        free.add(new JobTable.Slots(handler, slots));
      }
    }
    return free;
  }

  private int free(JobHandler handler) {
    int running = runningOf(handler.kind()).get();
    return handler.ownSlots() > 0
        ? handler.ownSlots() - running
        : Math.min(freeShared(), mostOfKind() - running);
  }

  private int freeShared() {
    return config.jobs().concurrency() - runningShared.get();
  }

  // One kind never takes every slot: a far end that hangs must not keep deadlines waiting.
  private int mostOfKind() {
    int concurrency = config.jobs().concurrency();
    return Math.max(1, concurrency - concurrency / 4);
  }

  private AtomicInteger runningOf(String kind) {
    return runningOfKind.computeIfAbsent(kind, key -> new AtomicInteger());
  }

  private void begin(List<JobTable.Claim> claims, List<JobTable.Slots> slots, int shared) {
    claims.forEach(this::count);
    Map<String, Long> claimed =
        claims.stream().collect(Collectors.groupingBy(JobTable.Claim::kind, Collectors.counting()));
    boolean sharedFull = claims.stream().filter(claim -> !isOwn(claim)).count() >= shared;
    slots.stream()
        .filter(
            slot ->
                (sharedFull && !slot.own()) || claimed.getOrDefault(slot.kind(), 0L) >= slot.free())
        .forEach(slot -> backlog.add(slot.kind()));
    claims.forEach(this::begin);
    looking.set(false);
    lookOnceMore();
  }

  private boolean isOwn(JobTable.Claim claim) {
    return attempts.handler(claim.kind()).ownSlots() > 0;
  }

  private void count(JobTable.Claim claim) {
    running.incrementAndGet();
    runningOf(claim.kind()).incrementAndGet();
    if (!isOwn(claim)) {
      runningShared.incrementAndGet();
    }
  }

  private void discount(JobTable.Claim claim) {
    running.decrementAndGet();
    runningOf(claim.kind()).decrementAndGet();
    if (!isOwn(claim)) {
      runningShared.decrementAndGet();
    }
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

  // Of kinds that share slots, each that ends makes room for all of them.
  private void lookForMore(JobTable.Claim ended) {
    boolean more =
        isOwn(ended)
            ? backlog.contains(ended.kind())
            : backlog.stream().anyMatch(kind -> attempts.handler(kind).ownSlots() == 0);
    if (more) {
      wake();
    }
  }

  private void begin(JobTable.Claim claim) {
    background
        .run(() -> attempts.attempt(claim))
        .onTermination()
        .invoke(() -> discount(claim))
        .subscribe()
        .with(ended -> lookForMore(claim), failure -> settlingFailed(claim, failure));
  }

  private void settlingFailed(JobTable.Claim claim, Throwable failure) {
    LOG.warnf(
        "Job %s (%s) could not be settled and runs again after its lease: %s",
        claim.id(), claim.kind(), SafeMessage.of(failure));
    lookForMore(claim);
  }
}
