package dev.rollcall.invitation.purging;

import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.LockedInvitations;
import dev.rollcall.invitation.storage.Traces;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Forgets the personal data of an invitation that ended without a membership, some time after its
 * end: here at once, on the compacted topic as soon as it is compacted (EVENTS.md, Personal data).
 * What happened stays, under the invitation's id. One that was sent again meanwhile is left alone.
 */
@ApplicationScoped
public class AnonymiseInvitation implements JobHandler {

  private final LockedInvitations locked;
  private final Jobs jobs;
  private final Traces traces;
  private final Transitions transitions;
  private final ProductClock clock;
  private final Duration keepEnded;

  AnonymiseInvitation(
      LockedInvitations locked,
      Jobs jobs,
      Traces traces,
      Transitions transitions,
      ProductClock clock,
      InvitationConfig config) {
    this.locked = locked;
    this.jobs = jobs;
    this.traces = traces;
    this.transitions = transitions;
    this.clock = clock;
    this.keepEnded = config.keepEnded();
  }

  @Override
  public String kind() {
    return Transitions.FORGET_JOB;
  }

  /** Personal data doesn't stay because of an outage. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Uni<Void> run(Job job) {
    return locked.within(
        job.companyId(),
        UUID.fromString(job.subject()),
        row -> jobs.end(job).chain(() -> ifDue(row)));
  }

  private Uni<Void> ifDue(Optional<InvitationRow> found) {
    return found
        .filter(row -> row.anonymisedAt() == null)
        .map(this::ifDue)
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** Too early for one that was there before its end was noted, or that ended again meanwhile. */
  private Uni<Void> ifDue(InvitationRow row) {
    Instant endedAt = row.endedAt();
    boolean isDue = endedAt != null && !clock.instant().isBefore(endedAt.plus(keepEnded));
    return isDue ? forget(row) : transitions.forgetLater(row);
  }

  /** The earlier events first, so that a resent outbox never tells them again. */
  private Uni<Void> forget(InvitationRow row) {
    return traces
        .forget(row, Transitions.TOPIC)
        .chain(() -> transitions.anonymise(row))
        .replaceWithVoid();
  }
}
