package dev.rollcall.identity;

import dev.rollcall.platform.outcome.Refusal;
import java.time.Duration;

/** Everything that identity refuses, by its stable code. */
public final class Refusals {

  private Refusals() {}

  /** CO-7: one person has signed up enough companies for a day. */
  public static Refusal tooManyCompanies(Duration retryAfter) {
    return Refusal.tooMany(
        "TOO_MANY_COMPANIES",
        "You have signed up as many companies as one person may in a day.",
        retryAfter);
  }

  /** USR-7. */
  public static Refusal lastAdmin() {
    return Refusal.conflict(
        "LAST_ADMIN", "A company keeps at least one active company admin; name another one first.");
  }

  /** USR-1: nobody acts above their own role. */
  public static Refusal aboveOwnRole() {
    return Refusal.of(
        Refusal.Kind.FORBIDDEN, "ABOVE_OWN_ROLE", "That is above your own role in this company.");
  }

  /** USR-1: an office admin administers their own offices only. */
  public static Refusal outsideOwnOffices() {
    return Refusal.of(
        Refusal.Kind.FORBIDDEN,
        "OUTSIDE_OWN_OFFICES",
        "That office is not one that you administer.");
  }

  public static Refusal companyAdminsOnly() {
    return Refusal.of(
        Refusal.Kind.FORBIDDEN, "COMPANY_ADMINS_ONLY", "Only a company admin may do that.");
  }

  public static Refusal userDeleted() {
    return Refusal.conflict("USER_DELETED", "The user has been deleted.");
  }

  /** USR-1: the role, or the edition, has no room for that grant. */
  public static Refusal notGrantable() {
    return Refusal.conflict(
        "NOT_GRANTABLE", "This permission can't be granted to that role in this edition.");
  }

  public static Refusal comesWithRole() {
    return Refusal.conflict(
        "COMES_WITH_ROLE", "The permission comes with the role; change the role to take it away.");
  }

  /** USR-13. */
  public static Refusal productInUse(Product product, long users) {
    return Refusal.conflict(
            "PRODUCT_IN_USE",
            "Users have the product %s; take it from them first.".formatted(product))
        .with("product", product.name())
        .with("users", users);
  }

  /** CO-3. */
  public static Refusal officeInUse(OfficeUse use) {
    return Refusal.conflict(
            "OFFICE_IN_USE",
            "An office with users, licenses, numbers or live invitations can't be deleted.")
        .with("users", use.users())
        .with("pendingInvitations", use.pendingInvitations())
        .with("licenses", use.licenses())
        .with("numbers", use.numbers());
  }

  /** CO-3: every company keeps its head office. */
  public static Refusal headOffice() {
    return Refusal.conflict("HEAD_OFFICE", "A company keeps its head office.");
  }

  /** CO-3: one process at a time, and nothing new meanwhile. */
  public static Refusal officeClosing() {
    return Refusal.conflict(
        "OFFICE_CLOSING", "The office is being closed; nothing new can be put in it.");
  }

  /** CO-3: who owns licenses or numbers did not say in time whether some are in the office. */
  public static Refusal closingUnanswered() {
    return Refusal.unavailable(
        "OFFICE_CLOSING_UNANSWERED",
        "What is in the office could not be found out in time; it is open again.",
        Duration.ofMinutes(1));
  }

  static Refusal officeNotOpen(Office.Status status) {
    return status == Office.Status.CLOSING ? officeClosing() : officeGone();
  }

  public static Refusal officeGone() {
    return Refusal.conflict("OFFICE_GONE", "The office was deleted.");
  }

  /** INV-20: admitted when the person was invited, no longer when they accept. */
  public static Refusal domainBlocked() {
    return Refusal.conflict(
        "DOMAIN_BLOCKED", "The company's policy does not admit this mail domain any more.");
  }

  /** INV-2. */
  public static Refusal inviterGone() {
    return Refusal.conflict(
        "INVITER_GONE", "Who sent the invitation may no longer invite; ask for a new one.");
  }

  /** INV-11. */
  public static Refusal alreadyMember() {
    return Refusal.conflict("ALREADY_MEMBER", "The person is a member of the company already.");
  }

  /** EVENTS.md, Join. */
  public static Refusal joinClosed() {
    return Refusal.conflict("JOIN_CLOSED", "This joining was given up; start again from the link.");
  }

  /** INV-15: an existing login joins by signing in, never by a new password. */
  public static Refusal personExists() {
    return Refusal.conflict(
        "PERSON_EXISTS", "There is a login with this e-mail already; sign in to join.");
  }

  /** INV-15. */
  public static Refusal otherPerson() {
    return Refusal.of(
        Refusal.Kind.FORBIDDEN,
        "OTHER_PERSON",
        "The invitation is for another e-mail address than the verified one of your login.");
  }
}
