package dev.rollcall.invitation.bouncing;

import dev.rollcall.invitation.bouncing.BounceMailbox.Batch;
import dev.rollcall.invitation.bouncing.BounceMailbox.Returned;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.linking.ReturnPaths;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.RecurringJobs;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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

  /** One run settles few, so that each run makes progress, well within its lease. */
  private static final int AT_ONCE = 10;

  private static final Duration BUDGET = Duration.ofMinutes(1);

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
  private final LastLook lastLook;
  private final Duration every;

  ReadBounces(
      BounceMailbox mailbox,
      ReturnPaths returnPaths,
      TakeBounce takeBounce,
      RecurringJobs recurring,
      MeterRegistry metrics,
      LastLook lastLook,
      InvitationConfig config) {
    this.mailbox = mailbox;
    this.returnPaths = returnPaths;
    this.takeBounce = takeBounce;
    this.recurring = recurring;
    this.metrics = metrics;
    this.lastLook = lastLook;
    this.every = config.bounces().every();
  }

  void start(@Observes StartupEvent event) {
    if (mailbox.configured()) {
      lastLook.show();
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
    return OnWorker.call(() -> mailbox.read(AT_ONCE, BUDGET))
        .chain(this::settle)
        .invoke(lastLook::succeeded)
        .chain(removed -> recurring.again(KIND, SUBJECT, removed > 0 ? Duration.ZERO : every));
  }

  /** How many messages are out of the way; after none there is nothing to hurry for. */
  private Uni<Integer> settle(Batch batch) {
    return sort(batch).chain(sorted -> remove(batch, sorted));
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

  private Uni<Integer> remove(Batch batch, List<Sorted> sorted) {
    List<Long> aside = uids(sorted, true);
    List<Long> read = uids(sorted, false);
    return sorted.isEmpty()
        ? Uni.createFrom().item(0)
        : OnWorker.call(() -> mailbox.remove(batch.validity(), read, aside));
  }

  private static List<Long> uids(List<Sorted> sorted, boolean aside) {
    return sorted.stream()
        .filter(message -> (message.ending() == Ending.ASIDE) == aside)
        .map(Sorted::uid)
        .toList();
  }
}
