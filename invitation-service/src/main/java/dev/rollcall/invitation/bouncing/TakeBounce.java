package dev.rollcall.invitation.bouncing;

import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.bouncing.ReadBounces.Ending;
import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.events.Transitions.Happened;
import dev.rollcall.invitation.expiring.ExpireInvitation;
import dev.rollcall.invitation.linking.MailedLinks;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.InvitationRow.Delivery;
import dev.rollcall.invitation.storage.LockedInvitations;
import dev.rollcall.invitation.storage.Mails;
import dev.rollcall.invitation.storage.ReturnPathRows;
import dev.rollcall.invitation.storage.ReturnPathRows.Sent;
import dev.rollcall.invitation.storage.Steps;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * What a bounce does (INV-13, 18): it ends the invitation and frees its seat, once. Whichever mail
 * came back, the invitation's or one with a code: either proves that the mailbox which the
 * invitation is addressed to takes no mail. A bounce of a mail from before a resend leaves the
 * resent invitation alone, and one that comes after somebody has joined changes only what is said
 * of the mail.
 */
@ApplicationScoped
public class TakeBounce {

  private final ReturnPathRows returnPaths;
  private final LockedInvitations locked;
  private final Mails mails;
  private final ExpireInvitation expiry;
  private final Transitions transitions;
  private final MailedLinks links;
  private final Steps steps;
  private final ProductClock clock;

  TakeBounce(
      ReturnPathRows returnPaths,
      LockedInvitations locked,
      Mails mails,
      ExpireInvitation expiry,
      Transitions transitions,
      MailedLinks links,
      Steps steps,
      ProductClock clock) {
    this.returnPaths = returnPaths;
    this.locked = locked;
    this.mails = mails;
    this.expiry = expiry;
    this.transitions = transitions;
    this.links = links;
    this.steps = steps;
    this.clock = clock;
  }

  /** A report about the mail with that return path; a second one does nothing. */
  Uni<Ending> reported(byte[] returnPath) {
    return returnPaths
        .find(returnPath)
        .chain(
            sent ->
                sent.isPresent()
                    ? take(sent.get()).replaceWith(Ending.BOUNCED)
                    : Uni.createFrom().item(Ending.ASIDE));
  }

  /** The newest mail of the locked row came back, inside the running transaction. */
  public Uni<Void> newest(InvitationRow row) {
    row.delivered(Delivery.BOUNCED, clock.instant());
    return row.invitation() instanceof Pending pending
        ? transitions.publish(row, pending.bounce(), Happened.BOUNCED).chain(links::end)
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> take(Sent sent) {
    return locked.within(sent.companyId(), sent.invitationId(), row -> take(sent, row));
  }

  private Uni<Void> take(Sent sent, Optional<InvitationRow> found) {
    return mails
        .cameBack(sent.companyId(), sent.mailId(), clock.instant())
        .chain(
            first ->
                first && found.isPresent() ? take(sent, found.get()) : Uni.createFrom().voidItem());
  }

  /** One whose time is up expires here, whatever came back (INV-8). */
  private Uni<Void> take(Sent sent, InvitationRow row) {
    return expiry
        .ifDue(row)
        .chain(() -> steps.add(row, "invitation", "mail-returned", Delivery.BOUNCED.name()))
        .chain(
            () ->
                sent.generation() == row.generation() ? newest(row) : Uni.createFrom().voidItem());
  }
}
