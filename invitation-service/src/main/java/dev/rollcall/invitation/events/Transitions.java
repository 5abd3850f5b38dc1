package dev.rollcall.invitation.events;

import dev.rollcall.invitation.Invitation;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.operations.BatchProgress;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.Steps;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.messaging.OutboxEvent;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Takes an invitation into its next state with everything that goes with it: row, event, timeline.
 * Only inside a company transaction that holds the row's lock.
 */
@ApplicationScoped
public class Transitions {

  /** What happened, as it is published: {@code rollcall.invitation.<name>.v1}. */
  public enum Happened {
    REQUESTED,
    OPENED,
    REFUSED,
    RESENT,
    ACCEPTED,
    JOINED,
    EXPIRED,
    REVOKED,
    DECLINED,
    BOUNCED,
    RESYNCED,
    ANONYMISED;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The job that forgets an ended invitation's personal data; its subject is its id. */
  public static final String FORGET_JOB = "invitation.anonymise";

  /** Where invitations are told of. */
  public static final String TOPIC = "rollcall.invitation.v1";

  private static final String SELF = "invitation";
  private static final String DONE = "done";

  private final Outbox outbox;
  private final Steps steps;
  private final Jobs jobs;
  private final BatchProgress progress;
  private final ProductClock clock;
  private final Duration keepEnded;

  Transitions(
      Outbox outbox,
      Steps steps,
      Jobs jobs,
      BatchProgress progress,
      ProductClock clock,
      InvitationConfig config) {
    this.outbox = outbox;
    this.steps = steps;
    this.jobs = jobs;
    this.progress = progress;
    this.clock = clock;
    this.keepEnded = config.keepEnded();
  }

  /** The next state, published. */
  public Uni<InvitationRow> publish(InvitationRow row, Invitation next, Happened happened) {
    row.take(next, clock.instant());
    return outbox
        .append(event(row, happened))
        .chain(() -> steps.add(row, SELF, happened.word(), outcome(row)))
        .chain(() -> forgetLater(row))
        .chain(() -> tellBatch(row, happened))
        .replaceWith(row);
  }

  /** What never became a membership is forgotten some time after its end. */
  public Uni<Void> forgetLater(InvitationRow row) {
    Instant endedAt = row.endedAt();
    return endedAt == null
        ? Uni.createFrom().voidItem()
        : jobs.plan(
            JobRequest.at(
                endedAt.plus(keepEnded), FORGET_JOB, row.companyId(), row.id().toString()));
  }

  /** Its state as it is, told again under a new version. */
  public Uni<InvitationRow> resync(InvitationRow row) {
    return outbox
        .append(event(row, Happened.RESYNCED))
        .chain(() -> steps.add(row, SELF, Happened.RESYNCED.word(), DONE))
        .replaceWith(row);
  }

  /** Its state without personal data, which replaces every earlier one on the topic. */
  public Uni<InvitationRow> anonymise(InvitationRow row) {
    row.anonymise(clock.instant());
    return outbox
        .append(event(row, Happened.ANONYMISED))
        .chain(() -> steps.add(row, SELF, Happened.ANONYMISED.word(), DONE))
        .replaceWith(row);
  }

  /**
   * The next state of a claim, which nobody outside needs to know.
   *
   * @param service who decided it
   */
  public Uni<InvitationRow> quietly(
      InvitationRow row, Invitation next, String service, String step, String outcome) {
    row.take(next, clock.instant());
    return steps.add(row, service, step, outcome).replaceWith(row);
  }

  /** What the seat's answer was, or that nobody waits for it any more. */
  private Uni<Void> tellBatch(InvitationRow row, Happened happened) {
    return switch (happened) {
      case OPENED -> progress.invited(row);
      case REFUSED -> progress.refused(row, outcome(row));
      case REVOKED -> progress.refused(row, BatchProgress.REVOKED);
      case REQUESTED, RESENT, ACCEPTED, JOINED, EXPIRED, DECLINED, BOUNCED, RESYNCED, ANONYMISED ->
          Uni.createFrom().voidItem();
    };
  }

  private static OutboxEvent event(InvitationRow row, Happened happened) {
    return new OutboxEvent(
        TOPIC,
        "rollcall.invitation." + happened.word() + ".v1",
        row.id().toString(),
        row.companyId(),
        row.nextVersion(),
        InvitationState.of(row),
        null);
  }

  private static String outcome(InvitationRow row) {
    String refusal = row.refusal();
    return refusal == null ? DONE : refusal;
  }
}
