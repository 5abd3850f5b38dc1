package dev.rollcall.invitation;

import dev.rollcall.invitation.Offer.SeatSource;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.text.EmailAddress;
import java.util.Optional;
import java.util.UUID;

/**
 * What the company's invitation policy (CO-2) and the roles (USR-1) say about an invitation. Asked
 * when inviting, when sending again and when accepting: what was allowed may no longer be.
 */
public final class PolicyRules {

  private PolicyRules() {}

  /** Who may invite whom (INV-2, USR-1). */
  public static Optional<Refusal> mayInvite(
      Inviter inviter, Role role, UUID officeId, Company company) {
    boolean reaches =
        switch (inviter.role()) {
          case COMPANY_ADMIN, OFFICE_ADMIN -> inviter.role().reaches(role);
          case MANAGER ->
              company.policy().managerCeiling().map(ceiling -> ceiling.reaches(role)).orElse(false);
          case USER -> false;
        };
    if (!reaches) {
      return Optional.of(Refusals.roleBeyondReach(role));
    }
    return inviter.role() == Role.OFFICE_ADMIN && !inviter.adminOfficeIds().contains(officeId)
        ? Optional.of(Refusals.officeBeyondReach())
        : Optional.empty();
  }

  /**
   * A purchase raises the company's charges (INV-5), so it takes billing.manage beside the right to
   * invite; USR-1 gives that to company admins alone.
   */
  static Optional<Refusal> mayPurchase(Inviter inviter, Draft draft) {
    return SeatSource.PURCHASE.name().equals(draft.seatSource()) && !inviter.mayPurchase()
        ? Optional.of(Refusals.purchaseBeyondReach())
        : Optional.empty();
  }

  /** Whether the policy admits the address (INV-20). */
  static Optional<Refusal> domain(EmailAddress address, Company company) {
    return company.policy().admits(address.domain())
        ? Optional.empty()
        : Optional.of(Refusals.domainBlocked());
  }

  /**
   * The same for somebody who is invited already: the policy may be stricter by now. Whether the
   * inviter is still entitled, identity says when the person joins (INV-2).
   */
  static Optional<Refusal> stillAdmitted(Offer offer, Company company) {
    return company.policy().admits(offer.invitee().address().domain())
        ? Optional.empty()
        : Optional.of(Refusals.domainNoLongerAdmitted());
  }
}
