package dev.rollcall.invitation.accepting;

import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.InvitationRules;
import dev.rollcall.invitation.Link;
import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.expiring.ExpireInvitation;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.Invitations;
import dev.rollcall.invitation.storage.Links;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiFunction;

/** What somebody does with a live link, while nobody else can end, replace or use it. */
@ApplicationScoped
class LiveLinks {

  private final CompanyTransaction transaction;
  private final Invitations invitations;
  private final Links links;
  private final ExpireInvitation expiry;
  private final ProductClock clock;

  LiveLinks(
      CompanyTransaction transaction,
      Invitations invitations,
      Links links,
      ExpireInvitation expiry,
      ProductClock clock) {
    this.transaction = transaction;
    this.invitations = invitations;
    this.links = links;
    this.expiry = expiry;
    this.clock = clock;
  }

  /** In a transaction of its own. */
  <T> Uni<Outcome<T>> within(Link link, BiFunction<InvitationRow, Pending, Uni<Outcome<T>>> work) {
    return transaction.within(link.companyId(), () -> locked(link, work));
  }

  /** With the running transaction. */
  <T> Uni<Outcome<T>> locked(Link link, BiFunction<InvitationRow, Pending, Uni<Outcome<T>>> work) {
    return invitations
        .lock(link.companyId(), link.invitationId())
        .chain(row -> row.map(found -> again(link, found, work)).orElseGet(LiveLinks::dead));
  }

  private <T> Uni<Outcome<T>> again(
      Link link, InvitationRow row, BiFunction<InvitationRow, Pending, Uni<Outcome<T>>> work) {
    return links
        .again(link)
        .map(now -> InvitationRules.live(row.invitation(), now, clock.instant()))
        .chain(live -> workOrEnd(live, row, work));
  }

  private <T> Uni<Outcome<T>> workOrEnd(
      Outcome<Pending> live,
      InvitationRow row,
      BiFunction<InvitationRow, Pending, Uni<Outcome<T>>> work) {
    return live.fold(
        pending -> work.apply(row, pending),
        // A link found expired ends here and now; the refusal keeps that (INV-8).
        refusal -> expiry.ifDue(row).replaceWith(Outcome.<T>refusedKept(refusal)));
  }

  private static <T> Uni<Outcome<T>> dead() {
    return Uni.createFrom().item(Outcome.refused(Refusals.linkDead()));
  }
}
