package dev.rollcall.invitation.believing;

import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.expiring.ExpireInvitation;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.LockedInvitations;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.reactive.Outcomes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Tells an invitation's current state under a new version, so that whoever missed the last one
 * comes to it (X-3, EVENTS.md). Changes nothing of the invitation itself.
 */
@ApplicationScoped
public class ResyncInvitation {

  private final LockedInvitations locked;
  private final ExpireInvitation expiry;
  private final Transitions transitions;

  ResyncInvitation(LockedInvitations locked, ExpireInvitation expiry, Transitions transitions) {
    this.locked = locked;
    this.expiry = expiry;
    this.transitions = transitions;
  }

  /** 404 where the company has no such invitation. */
  Uni<Outcome<UUID>> resync(UUID company, UUID id) {
    return locked.within(
        company,
        id,
        found ->
            found.map(this::resync).orElseGet(() -> Outcomes.<UUID>refused(Refusal.notFound())));
  }

  private Uni<Outcome<UUID>> resync(InvitationRow row) {
    return expiry
        .ifDue(row)
        .chain(() -> transitions.resync(row))
        .chain(told -> Outcomes.done(told.id()));
  }
}
