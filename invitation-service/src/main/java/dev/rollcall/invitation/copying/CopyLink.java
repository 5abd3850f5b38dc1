package dev.rollcall.invitation.copying;

import dev.rollcall.invitation.InvitationRules;
import dev.rollcall.invitation.issuing.Situations;
import dev.rollcall.invitation.limiting.SendingBudget;
import dev.rollcall.invitation.linking.CopiedLinks;
import dev.rollcall.invitation.linking.JoinPage;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.LockedInvitations;
import dev.rollcall.invitation.storage.Steps;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes a link that an admin hands over by other means than mail (INV-10). The mailed link stays
 * alive, earlier copies die; the invitation, its deadline and its inviter stay as they are.
 */
@ApplicationScoped
public class CopyLink {

  static final String PERMISSION = "invitations.copy-link";

  private final LockedInvitations locked;
  private final CopiedLinks links;
  private final JoinPage joinPage;
  private final Steps steps;
  private final SendingBudget budget;
  private final ProductClock clock;

  CopyLink(
      LockedInvitations locked,
      CopiedLinks links,
      JoinPage joinPage,
      Steps steps,
      SendingBudget budget,
      ProductClock clock) {
    this.locked = locked;
    this.links = links;
    this.joinPage = joinPage;
    this.steps = steps;
    this.budget = budget;
    this.clock = clock;
  }

  /** The new link; a secret that is told only here. */
  public Uni<Outcome<LinkView>> copy(Caller caller, UUID id) {
    return locked.within(caller.company(), id, row -> copy(caller, inReach(caller, row)));
  }

  private Uni<Outcome<LinkView>> copy(Caller caller, Outcome<InvitationRow> found) {
    return Outcomes.chain(found, row -> copy(caller, row));
  }

  private Uni<Outcome<LinkView>> copy(Caller caller, InvitationRow row) {
    return Outcomes.chain(
        InvitationRules.copyLink(row.invitation(), Situations.inviter(caller), clock.instant()),
        pending -> store(caller, row));
  }

  private Uni<Outcome<LinkView>> store(Caller caller, InvitationRow row) {
    return links
        .copy(row)
        .call(() -> steps.add(row, "invitation", "link-copied", "done"))
        .map(joinPage::link)
        .map(url -> new LinkView(url, Objects.requireNonNull(row.expiresAt())))
        .chain(view -> budget.spend(caller.company(), caller.userId(), view));
  }

  private static Outcome<InvitationRow> inReach(Caller caller, Optional<InvitationRow> found) {
    return found
        .filter(row -> caller.mayIn(row.officeId(), PERMISSION))
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }
}
