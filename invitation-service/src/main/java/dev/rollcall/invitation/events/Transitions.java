package dev.rollcall.invitation.events;

import dev.rollcall.invitation.Invitation;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.Steps;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.messaging.OutboxEvent;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
    RESYNCED;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String TOPIC = "rollcall.invitation.v1";
  private static final String SELF = "invitation";
  private static final String DONE = "done";

  private final Outbox outbox;
  private final Steps steps;
  private final ProductClock clock;

  Transitions(Outbox outbox, Steps steps, ProductClock clock) {
    this.outbox = outbox;
    this.steps = steps;
    this.clock = clock;
  }

  /** The next state, published. */
  public Uni<InvitationRow> publish(InvitationRow row, Invitation next, Happened happened) {
    row.take(next, clock.instant());
    return outbox
        .append(event(row, happened))
        .chain(() -> steps.add(row, SELF, happened.word(), outcome(row)))
        .replaceWith(row);
  }

  /** Its state as it is, told again under a new version. */
  public Uni<InvitationRow> resync(InvitationRow row) {
    return outbox
        .append(event(row, Happened.RESYNCED))
        .chain(() -> steps.add(row, SELF, Happened.RESYNCED.word(), DONE))
        .replaceWith(row);
  }

  /** The next state of a claim, which nobody outside needs to know. */
  public Uni<InvitationRow> quietly(
      InvitationRow row, Invitation next, String step, String outcome) {
    row.take(next, clock.instant());
    return steps.add(row, SELF, step, outcome).replaceWith(row);
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
