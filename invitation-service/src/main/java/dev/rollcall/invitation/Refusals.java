package dev.rollcall.invitation;

import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Refusal.Kind;
import dev.rollcall.platform.outcome.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Every way in which this service says no, with its stable code. */
public final class Refusals {

  /** The code of {@link #signInRequired()}; identity uses the same word. */
  public static final String SIGN_IN_REQUIRED = "SIGN_IN_REQUIRED";

  /** The code of {@link #companyUnknown()}. */
  public static final String COMPANY_UNAVAILABLE = "COMPANY_UNAVAILABLE";

  /** The code of {@link #duplicateInBatch}. */
  public static final String DUPLICATE_IN_BATCH = "DUPLICATE_IN_BATCH";

  /** The code of {@link #emailNotSupported}. */
  public static final String EMAIL_NOT_SUPPORTED = "EMAIL_NOT_SUPPORTED";

  static final Violation NOT_SUPPORTED =
      new Violation("/email", "must have letters of ASCII only before the @");

  /** The code of an office that closes, which identity uses too. */
  public static final String OFFICE_CLOSING = "OFFICE_CLOSING";

  private static final Duration SOON = Duration.ofSeconds(2);

  private Refusals() {}

  /** INV-2, USR-1. */
  public static Refusal roleBeyondReach(Role role) {
    return Refusal.of(
        Kind.FORBIDDEN,
        "ROLE_NOT_ALLOWED",
        "Invitations as " + role + " are beyond what your role allows.");
  }

  /** USR-1: an office admin acts in their own offices. */
  public static Refusal officeBeyondReach() {
    return Refusal.of(
        Kind.FORBIDDEN, "OFFICE_NOT_ALLOWED", "You may invite into the offices you administer.");
  }

  /** INV-5, USR-1: buying a seat raises the company's charges. */
  public static Refusal purchaseBeyondReach() {
    return Refusal.of(
        Kind.FORBIDDEN,
        "PURCHASE_NOT_ALLOWED",
        "Buying a license for an invitation takes the permission billing.manage.");
  }

  /** EVENTS.md, Personal data: nobody knows any more who was invited. */
  public static Refusal anonymised() {
    return Refusal.of(
        Kind.GONE,
        "INVITATION_ANONYMISED",
        "Who was invited has been forgotten; invite the person anew.");
  }

  /** INV-11. */
  public static Refusal alreadyMember(UUID userId) {
    return Refusal.conflict("ALREADY_MEMBER", "This person is in the company already.")
        .with("userId", userId);
  }

  /** INV-11. */
  public static Refusal alreadyInvited(UUID invitationId) {
    return alreadyInvited().with("invitationId", invitationId);
  }

  /** INV-11, where the other invitation came in the same instant. */
  public static Refusal alreadyInvited() {
    return Refusal.conflict("ALREADY_INVITED", "This person has a live invitation already.");
  }

  /** INV-11, USR-5. */
  public static Refusal restorable(UUID userId, Instant until) {
    return Refusal.conflict(
            "RESTORABLE", "This person was deleted a short while ago; restore the user instead.")
        .with("userId", userId)
        .with("restorableUntil", until);
  }

  /** INV-11: nobody could sign in with the address; whatever else is wrong goes along. */
  public static Refusal emailNotSupported(List<Violation> violations) {
    return new Refusal(
        Kind.INVALID,
        EMAIL_NOT_SUPPORTED,
        "Nobody can sign in with an address that has other letters than those of ASCII before the"
            + " @.",
        violations,
        Map.of(),
        Optional.empty());
  }

  /** INV-12: an earlier row of the batch has the same address, however it is written. */
  public static Refusal duplicateInBatch(int line) {
    return Refusal.conflict(DUPLICATE_IN_BATCH, "Line " + line + " has the same address.");
  }

  /** INV-20. */
  public static Refusal domainBlocked() {
    return new Refusal(
        Kind.INVALID,
        "DOMAIN_BLOCKED",
        "The company's policy does not admit this mail domain.",
        List.of(new Violation("/email", "has a domain that the company's policy does not admit")),
        Map.of(),
        Optional.empty());
  }

  /** INV-20: admitted when the person was invited, no longer; identity uses the same word. */
  public static Refusal domainNoLongerAdmitted() {
    return Refusal.conflict(
        "DOMAIN_BLOCKED", "The company's policy does not admit this mail domain any more.");
  }

  /** Billing said no; the code is billing's, e.g. NO_FREE_LICENSE (INV-4). */
  public static Refusal seatRefused(String code) {
    return switch (code) {
      case "NO_FREE_LICENSE" -> Refusal.conflict(code, "There is no free license for this seat.");
      case "COMPANY_SUSPENDED" ->
          Refusal.conflict(code, "The company's subscription is suspended.");
      case "QUOTE_STALE" ->
          Refusal.conflict(code, "The quote doesn't stand any more; ask for a new one.");
      case "SIGNUP_LICENSE_REMOVED" ->
          Refusal.of(
              Kind.FORBIDDEN,
              code,
              "Licenses of the sign-up can't be had again once they were removed; choose another"
                  + " plan.");
      default -> Refusal.conflict(code, "The seat was refused.");
    };
  }

  /** INV-9: too many mails to one recipient. */
  public static Refusal tooManyMails(Duration retryAfter) {
    return Refusal.tooMany(
        "TOO_MANY_MAILS", "This person has been sent enough mail for now.", retryAfter);
  }

  /** CO-7: a company, or the companies of one founder, have sent enough for a day. */
  public static Refusal tooManyMailsToday(Duration retryAfter) {
    return Refusal.tooMany(
        "TOO_MANY_MAILS",
        "This company has sent as much mail as it may in a day; with more licenses it may send"
            + " more.",
        retryAfter);
  }

  /** INV-9: too much was sent by an inviter, or by a company. */
  public static Refusal tooManyInvitations(Duration retryAfter) {
    return Refusal.tooMany(
        "TOO_MANY_INVITATIONS", "Enough invitations were sent for this hour.", retryAfter);
  }

  /** API.md: calls without sign-in are limited per token. */
  public static Refusal tooManyCalls(Duration retryAfter) {
    return Refusal.tooMany("TOO_MANY_CALLS", "This link was used too often.", retryAfter);
  }

  /** The state forbids the step (INV-13); names the state. */
  public static Refusal notIn(Status status, String step) {
    return Refusal.conflict(
            "INVALID_STATE", "An invitation that is " + status + " can't be " + step + ".")
        .with("status", status);
  }

  /** Somebody is just accepting. */
  public static Refusal inProgress() {
    return new Refusal(
        Kind.CONFLICT,
        "IN_PROGRESS",
        "Somebody is accepting this invitation right now.",
        List.of(),
        Map.of(),
        Optional.of(SOON));
  }

  /** CO-3: identity says so in the same words; the office may be open again in a moment. */
  public static Refusal officeClosing() {
    return new Refusal(
        Kind.CONFLICT,
        OFFICE_CLOSING,
        "The office of this invitation is being closed, and may stay open; try again.",
        List.of(),
        Map.of(),
        Optional.of(SOON));
  }

  /** No such link was ever made, or its time is long over. */
  public static Refusal linkDead() {
    return Refusal.gone("LINK_DEAD", "This link does not work. Ask for a new invitation.");
  }

  /** INV-9: a newer link was made. */
  public static Refusal linkReplaced() {
    return Refusal.gone("LINK_REPLACED", "A newer mail with a newer link was sent; use that one.");
  }

  public static Refusal expired() {
    return Refusal.gone("INVITATION_EXPIRED", "This invitation has expired; ask for a new one.");
  }

  public static Refusal used() {
    return Refusal.gone("INVITATION_USED", "This invitation was accepted already; sign in.");
  }

  public static Refusal revoked() {
    return Refusal.gone("INVITATION_REVOKED", "This invitation was taken back.");
  }

  public static Refusal declined() {
    return Refusal.gone("INVITATION_DECLINED", "This invitation was declined.");
  }

  /** INV-10: a copied link proves no mailbox. */
  public static Refusal codeRequired() {
    return Refusal.of(
        Kind.FORBIDDEN,
        "CODE_REQUIRED",
        "This link was handed to you: have a code mailed to the invited address, and give it.");
  }

  /** INV-10: what was given is not the code, or no longer. */
  public static Refusal codeInvalid(int triesLeft) {
    return Refusal.of(
            Kind.FORBIDDEN,
            "CODE_INVALID",
            "This is not the code that was mailed last, or its time is over.")
        .with("triesLeft", triesLeft);
  }

  /** INV-10: too many wrong codes; the mailed link still works. */
  public static Refusal codeLocked() {
    return Refusal.of(
        Kind.FORBIDDEN,
        "CODE_LOCKED",
        "Too many wrong codes were tried with this link. Use the one in your mail, or ask for a new"
            + " mail.");
  }

  /** INV-10: a mailed link proves the mailbox by itself. */
  public static Refusal codeNotNeeded() {
    return Refusal.conflict("CODE_NOT_NEEDED", "This link came by mail; it needs no code.");
  }

  /** INV-15. */
  public static Refusal wrongPerson() {
    return Refusal.of(
        Kind.FORBIDDEN,
        "WRONG_PERSON",
        "You are signed in with another e-mail address than the invited one.");
  }

  /** INV-15. */
  public static Refusal emailNotVerified() {
    return Refusal.of(
        Kind.FORBIDDEN, "EMAIL_NOT_VERIFIED", "Your e-mail address is not verified yet.");
  }

  /** INV-15: the person has a login; using it is the consent. */
  public static Refusal signInRequired() {
    return Refusal.conflict(
        SIGN_IN_REQUIRED, "You have an account already: sign in, then accept the invitation.");
  }

  /** A part that is needed did not answer; nothing was lost. */
  public static Refusal identityAway() {
    return Refusal.unavailable(
        "IDENTITY_UNAVAILABLE", "Joining is not possible for the moment; try again soon.", SOON);
  }

  /** The company's settings have not arrived here, and nobody could be asked. */
  public static Refusal companyUnknown() {
    return Refusal.unavailable(
        COMPANY_UNAVAILABLE, "The company's settings can't be read right now.", SOON);
  }
}
