package dev.rollcall.invitation.bouncing;

import dev.rollcall.invitation.bouncing.BounceMailbox.Batch;
import dev.rollcall.invitation.bouncing.BounceMailbox.Returned;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.linking.ReturnPaths;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.RecurringJobs;
import dev.rollcall.platform.time.ProductClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/**
 * Reads the bounce mailbox every so often, one replica at a time (INV-19). A message is removed
 * after its effect, and the effect happens once however often a message is read: a crash in between
 * costs nothing. Junk is put aside and never stops the reading.
 */
@ApplicationScoped
class ReadBounces implements JobHandler {

  static final String KIND = "invitation.bounces";
  static final String SUBJECT = "mailbox";

  private static final Logger LOG = Logger.getLogger(ReadBounces.class);
  private static final int AT_ONCE = 50;

  /** What was done about a message. */
  enum Ending {
    BOUNCED,
    NOTHING_TO_DO,
    ASIDE
  }

  private record Sorted(long uid, Ending ending) {}

  private final BounceMailbox mailbox;
  private final ReturnPaths returnPaths;
  private final TakeBounce takeBounce;
  private final RecurringJobs recurring;
  private final MeterRegistry metrics;
  private final ProductClock clock;
  private final Duration every;
  private final Duration keepAside;

  ReadBounces(
      BounceMailbox mailbox,
      ReturnPaths returnPaths,
      TakeBounce takeBounce,
      RecurringJobs recurring,
      MeterRegistry metrics,
      ProductClock clock,
      InvitationConfig config) {
    this.mailbox = mailbox;
    this.returnPaths = returnPaths;
    this.takeBounce = takeBounce;
    this.recurring = recurring;
    this.metrics = metrics;
    this.clock = clock;
    this.every = config.bounces().every();
    this.keepAside = config.keepEnded();
  }

  void start(@Observes StartupEvent event) {
    if (mailbox.configured()) {
      recurring.begin(KIND, SUBJECT);
    } else {
      LOG.info("No bounce mailbox is configured: mail that comes back later is not noticed");
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** A mail server that is away comes back. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Duration lease() {
    return Duration.ofMinutes(5);
  }

  @Override
  public Uni<Void> run(Job job) {
    return mailbox.configured() ? read() : Uni.createFrom().voidItem();
  }

  private Uni<Void> read() {
    Instant asideSince = clock.instant().minus(keepAside);
    return blocking(() -> mailbox.read(AT_ONCE, asideSince))
        .chain(batch -> sort(batch).chain(sorted -> removed(batch, sorted)))
        .chain(full -> recurring.again(KIND, SUBJECT, full ? Duration.ZERO : every));
  }

  /** One after the other: each opens a transaction of its own. */
  private Uni<List<Sorted>> sort(Batch batch) {
    return Multi.createFrom()
        .iterable(batch.messages())
        .onItem()
        .transformToUniAndConcatenate(this::take)
        .collect()
        .asList();
  }

  private Uni<Sorted> take(Returned message) {
    return take(message.report())
        .invoke(this::count)
        .map(ending -> new Sorted(message.uid(), ending));
  }

  private Uni<Ending> take(DeliveryReport report) {
    return switch (report.verdict()) {
      case HARMLESS -> Uni.createFrom().item(Ending.NOTHING_TO_DO);
      case UNREADABLE -> Uni.createFrom().item(Ending.ASIDE);
      case FAILED ->
          returnPaths
              .find(report.recipients())
              .map(takeBounce::reported)
              .orElseGet(() -> Uni.createFrom().item(Ending.ASIDE));
    };
  }

  private void count(Ending ending) {
    metrics
        .counter("rollcall.bounces", "ending", ending.name().toLowerCase(Locale.ROOT))
        .increment();
    if (ending == Ending.ASIDE) {
      LOG.warn("A message of the bounce mailbox is no report about a mail of ours: put aside");
    }
  }

  /** Whether there may be more. */
  private Uni<Boolean> removed(Batch batch, List<Sorted> sorted) {
    if (sorted.isEmpty()) {
      return Uni.createFrom().item(false);
    }
    List<Long> aside = uids(sorted, true);
    List<Long> read = uids(sorted, false);
    return blocking(
        () -> {
          mailbox.remove(batch.validity(), read, aside);
          return sorted.size() == AT_ONCE;
        });
  }

  private static List<Long> uids(List<Sorted> sorted, boolean aside) {
    return sorted.stream()
        .filter(message -> (message.ending() == Ending.ASIDE) == aside)
        .map(Sorted::uid)
        .toList();
  }

  /** On a worker thread; comes back to this context, where transactions may be opened. */
  private static <T> Uni<T> blocking(Callable<T> call) {
    var context = Objects.requireNonNull(Vertx.currentContext());
    return Uni.createFrom()
        .completionStage(() -> context.executeBlocking(call, false).toCompletionStage());
  }
}
