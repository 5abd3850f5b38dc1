package dev.rollcall.invitation.bouncing;

import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.RecurringJobs;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Deletes what nobody could read of the bounce mailbox some time after it arrived: it names people
 * who never joined, and may hold the mail, and so a link (INV-19). A job of its own, so that it
 * never keeps reports waiting. Real time, which is what the mail server knows.
 */
@ApplicationScoped
class ForgetAside implements JobHandler {

  static final String KIND = "invitation.bounces-aside";
  static final String SUBJECT = "mailbox";

  private static final Logger LOG = Logger.getLogger(ForgetAside.class);

  private final BounceMailbox mailbox;
  private final RecurringJobs recurring;
  private final Duration keep;
  private final Duration every;

  ForgetAside(BounceMailbox mailbox, RecurringJobs recurring, InvitationConfig config) {
    this.mailbox = mailbox;
    this.recurring = recurring;
    this.keep = config.keepEnded();
    this.every = config.bounces().every();
  }

  void start(@Observes StartupEvent event) {
    if (mailbox.configured()) {
      recurring.begin(KIND, SUBJECT);
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
    return mailbox.configured()
        ? forget().chain(() -> recurring.again(KIND, SUBJECT, every))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> forget() {
    return OnWorker.call(() -> mailbox.forget(Instant.now().minus(keep)))
        .invoke(ForgetAside::tell)
        .replaceWithVoid();
  }

  private static void tell(int forgotten) {
    if (forgotten > 0) {
      LOG.infof("%d messages that were put aside of the bounce mailbox are deleted", forgotten);
    }
  }
}
