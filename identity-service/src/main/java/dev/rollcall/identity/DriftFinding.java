package dev.rollcall.identity;

import java.util.UUID;

/**
 * Something that two services believe differently. Ids and states only.
 *
 * @param service who believes it: billing, numbering, invitation, keycloak, or identity itself
 * @param subject the license, number (E.164), account, user, invitation or office that it is about
 * @param owner the user, for a seat the invitation, the purchase of a number, or the office, whose
 *     current state settles it
 * @param version the owner's, in the service that owns it; 0 where there is no such owner
 * @param believed what that service believes
 * @param known what the owner says
 */
public record DriftFinding(
    Kind kind,
    String service,
    String subject,
    UUID owner,
    long version,
    String believed,
    String known) {

  /** What is wrong, and so how it is put right. */
  public enum Kind {
    /** A service has an older state of a user, or none. */
    STALE_VIEW(Repair.TELL_USER),
    /** A license is assigned to who isn't an active member. */
    LICENSE_OF_NO_MEMBER(Repair.TELL_USER),
    /** An active member has no license. */
    MEMBER_WITHOUT_LICENSE(Repair.TELL_USER),
    /** A number is assigned to who isn't an active member. */
    NUMBER_OF_NO_MEMBER(Repair.TELL_USER),
    /** A number waits for the return of who is an active member. */
    NUMBER_HELD_FOR_ACTIVE_MEMBER(Repair.TELL_USER),
    /** A license is reserved for an invitation that has ended. */
    SEAT_OF_ENDED_INVITATION(Repair.TELL_INVITATION),
    /** Billing has answered an invitation's request for a seat, and the invitation still waits. */
    SEAT_ANSWER_LOST(Repair.TELL_INVITATION),
    /** Billing has answered what a number costs, and its purchase still waits. */
    CHARGE_ANSWER_LOST(Repair.TELL_PURCHASE),
    /** An account is open, and its person is nowhere a member. */
    ACCOUNT_ENABLED_WITHOUT_MEMBERSHIP(Repair.RECONCILE_ACCOUNT),
    /** An account is closed, and its person is a member. */
    ACCOUNT_DISABLED_WITH_MEMBERSHIP(Repair.RECONCILE_ACCOUNT),
    /** A member's account isn't there. */
    ACCOUNT_MISSING(Repair.NONE),
    /** Licenses are in an office that is deleted (CO-3). */
    LICENSES_IN_DELETED_OFFICE(Repair.REOPEN_OFFICE),
    /** Numbers are in an office that is deleted. */
    NUMBERS_IN_DELETED_OFFICE(Repair.REOPEN_OFFICE),
    /** Live invitations are for an office that is deleted. */
    INVITATIONS_IN_DELETED_OFFICE(Repair.REOPEN_OFFICE),
    /** Active users are in an office that is deleted. */
    USERS_IN_DELETED_OFFICE(Repair.REOPEN_OFFICE),
    /** An office is closing, and nobody is asked any more whether it may. */
    OFFICE_STUCK_CLOSING(Repair.RESUME_CLOSING),
    /**
     * A service takes something new into an office that isn't open, or nothing into one that is.
     */
    STALE_OFFICE(Repair.TELL_COMPANY);

    private final Repair repair;

    Kind(Repair repair) {
      this.repair = repair;
    }

    public Repair repair() {
      return repair;
    }

    /** Whether it is about an office, and not about somebody. */
    public boolean ofOffice() {
      return switch (repair) {
        case REOPEN_OFFICE, RESUME_CLOSING, TELL_COMPANY -> true;
        case TELL_USER, TELL_INVITATION, TELL_PURCHASE, RECONCILE_ACCOUNT, NONE -> false;
      };
    }
  }

  /** What puts it right: never a change of its own, always the owner's current state. */
  public enum Repair {
    /** Identity tells the user under a new version. */
    TELL_USER,
    /** Invitation-service tells the invitation under a new version. */
    TELL_INVITATION,
    /** Numbering asks for the purchase's charge again. */
    TELL_PURCHASE,
    /** The account is brought in line with its person's memberships. */
    RECONCILE_ACCOUNT,
    /** Identity opens the office again: what has something in it is not deleted. */
    REOPEN_OFFICE,
    /** Identity asks again, or opens the office where nobody closes it. */
    RESUME_CLOSING,
    /** Identity tells the company under a new version. */
    TELL_COMPANY,
    /** Nothing: a lost login can't be made anew without its person. */
    NONE
  }

  /** Whether it is the same, whatever the owner's version is by now. */
  public boolean sameAs(DriftFinding other) {
    return kind == other.kind
        && service.equals(other.service)
        && subject.equals(other.subject)
        && owner.equals(other.owner);
  }
}
