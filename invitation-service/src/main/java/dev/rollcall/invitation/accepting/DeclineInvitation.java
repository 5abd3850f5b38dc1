package dev.rollcall.invitation.accepting;

import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.InvitationRules;
import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.events.Transitions.Happened;
import dev.rollcall.invitation.expiring.ExpireInvitation;
import dev.rollcall.invitation.linking.MailedLinks;
import dev.rollcall.invitation.outcome.Outcomes;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.LinkUse;
import dev.rollcall.invitation.storage.LockedInvitations;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The invited person says no: the seat is free again (INV-18). */
@ApplicationScoped
public class DeclineInvitation {

  private final OpenLinks openLinks;
  private final LockedInvitations locked;
  private final Transitions transitions;
  private final MailedLinks links;
  private final ExpireInvitation expiry;
  private final ProductClock clock;

  DeclineInvitation(
      OpenLinks openLinks,
      LockedInvitations locked,
      Transitions transitions,
      MailedLinks links,
      ExpireInvitation expiry,
      ProductClock clock) {
    this.openLinks = openLinks;
    this.locked = locked;
    this.transitions = transitions;
    this.links = links;
    this.expiry = expiry;
    this.clock = clock;
  }

  /** Declines by the token of a mailed link and answers the invitation's id. */
  public Uni<Outcome<UUID>> decline(@Nullable String token) {
    return openLinks.open(token).chain(link -> Outcomes.whenDone(link, this::decline));
  }

  private Uni<Outcome<UUID>> decline(LinkUse use) {
    return locked.within(use.companyId(), use.invitationId(), row -> decline(use, row));
  }

  private Uni<Outcome<UUID>> decline(LinkUse use, Optional<InvitationRow> row) {
    return row.isPresent() ? decline(use, row.get()) : Outcomes.refused(Refusals.linkDead());
  }

  private Uni<Outcome<UUID>> decline(LinkUse use, InvitationRow row) {
    Outcome<Pending> live =
        InvitationRules.live(row.invitation(), use.generation(), clock.instant());
    return live.fold(
        pending -> store(row, pending),
        refusal -> expiry.ifDue(row).replaceWith(Outcome.<UUID>refusedKept(refusal)));
  }

  private Uni<Outcome<UUID>> store(InvitationRow row, Pending pending) {
    return transitions
        .publish(row, pending.decline(), Happened.DECLINED)
        .chain(links::end)
        .replaceWith(Outcome.done(row.id()));
  }
}
