package dev.rollcall.invitation.revoking;

import dev.rollcall.invitation.Invitation.Revoked;
import dev.rollcall.invitation.InvitationRules;
import dev.rollcall.invitation.Inviter;
import dev.rollcall.invitation.Status;
import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.events.Transitions.Happened;
import dev.rollcall.invitation.expiring.ExpireInvitation;
import dev.rollcall.invitation.issuing.Situations;
import dev.rollcall.invitation.linking.MailedLinks;
import dev.rollcall.invitation.mailing.MailAllowance;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.LockedInvitations;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.etag.Versions;
import dev.rollcall.platform.web.waiting.Waiting;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes an invitation back: its links are dead, its seat is free again (INV-18). */
@ApplicationScoped
public class RevokeInvitation {

  static final String PERMISSION = "invitations.revoke";

  private final LockedInvitations locked;
  private final Transitions transitions;
  private final MailedLinks links;
  private final ExpireInvitation expiry;
  private final MailAllowance allowance;
  private final Waiting waiting;

  RevokeInvitation(
      LockedInvitations locked,
      Transitions transitions,
      MailedLinks links,
      ExpireInvitation expiry,
      MailAllowance allowance,
      Waiting waiting) {
    this.locked = locked;
    this.transitions = transitions;
    this.links = links;
    this.expiry = expiry;
    this.allowance = allowance;
    this.waiting = waiting;
  }

  /**
   * Revokes it; a second time changes nothing.
   *
   * @param ifMatch the version that the caller has seen, or null
   */
  public Uni<Outcome<UUID>> revoke(Caller caller, UUID id, @Nullable String ifMatch) {
    return locked.within(caller.company(), id, found -> revoke(caller, found, ifMatch));
  }

  private Uni<Outcome<UUID>> revoke(
      Caller caller, Optional<InvitationRow> found, @Nullable String ifMatch) {
    Outcome<InvitationRow> seen = inReach(caller, found).then(row -> unchanged(row, ifMatch));
    return Outcomes.chain(seen, row -> revoke(row, Situations.inviter(caller)));
  }

  private static Outcome<InvitationRow> inReach(Caller caller, Optional<InvitationRow> found) {
    return found
        .filter(row -> caller.mayIn(row.officeId(), PERMISSION))
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }

  private static Outcome<InvitationRow> unchanged(InvitationRow row, @Nullable String ifMatch) {
    return Versions.check(ifMatch, row.revision()).map(version -> row);
  }

  /** One whose time is up expires here, whatever else was asked for (INV-8). */
  private Uni<Outcome<UUID>> revoke(InvitationRow row, Inviter admin) {
    return expiry
        .ifDue(row)
        .map(checked -> InvitationRules.revoke(row.invitation(), admin))
        .chain(decided -> decided.fold(end -> store(row, end), Outcomes::refusedKept));
  }

  /** One that has no seat yet has sent no mail; what was counted for it is given back (INV-9). */
  private Uni<Void> noMailLeaves(InvitationRow row) {
    return row.status() == Status.REQUESTED ? allowance.giveBack(row) : Uni.createFrom().voidItem();
  }

  private Uni<Outcome<UUID>> store(InvitationRow row, Optional<Revoked> end) {
    return end.isEmpty()
        ? Outcomes.done(row.id())
        : noMailLeaves(row)
            .chain(() -> transitions.publish(row, end.get(), Happened.REVOKED))
            .chain(links::end)
            .chain(() -> waiting.settled(row.id()))
            .replaceWith(Outcome.done(row.id()));
  }
}
