package dev.rollcall.numbering;

import dev.rollcall.platform.outcome.Refusal;

/** Every business refusal of this service, by its stable code. */
public final class Refusals {

  private Refusals() {}

  /** NUM-2: somebody else holds or owns it. */
  public static Refusal numberTaken() {
    return Refusal.conflict("NUMBER_TAKEN", "Somebody else has this number.");
  }

  /** NUM-2: the hold ran out, was let go or was used. */
  public static Refusal holdOver() {
    return Refusal.gone("HOLD_EXPIRED", "The hold is over; search and hold again.");
  }

  /** NUM-2: at most so long from the beginning. */
  public static Refusal holdTooLong() {
    return Refusal.invalid(
        "/expiresAt", "must be in the future and within 2 h of the hold's start");
  }

  /** A company keeps numbers from others only so many at a time. */
  public static Refusal tooManyHolds(int most) {
    return Refusal.conflict(
        "TOO_MANY_HOLDS", "A company holds at most " + most + " numbers at a time.");
  }

  /** NUM-3: names both states. */
  public static Refusal transition(NumberState from, NumberState to) {
    return Refusal.conflict(
            "ILLEGAL_TRANSITION", "A number that is " + from + " does not become " + to + ".")
        .with("from", from.name())
        .with("to", to.name());
  }

  /** NUM-4: its deleted user may still come back. */
  public static Refusal heldForRestore() {
    return Refusal.conflict(
            "HELD_FOR_RESTORE",
            "The number waits for its deleted user and can't be given away yet.")
        .with("from", NumberState.HELD_FOR_RESTORE.name())
        .with("to", NumberState.ASSIGNED.name());
  }

  /** NUM-6. */
  public static Refusal otherCountry(String number, String office) {
    return Refusal.conflict(
            "COUNTRY_MISMATCH",
            "A number of " + number + " can't be used in an office in " + office + ".")
        .with("numberCountry", number)
        .with("officeCountry", office);
  }

  public static Refusal officeClosing() {
    return Refusal.conflict(
        "OFFICE_CLOSING", "The office is being closed; nothing new can be put in it.");
  }

  public static Refusal unknownOffice() {
    return Refusal.invalid("/officeId", "no such office");
  }

  public static Refusal unknownUser() {
    return Refusal.invalid("/userId", "no such active user");
  }

  public static Refusal unknownQuote() {
    return Refusal.conflict("STALE_QUOTE", "The quote is not valid any more; ask for a new one.");
  }

  public static Refusal notInScope() {
    return Refusal.forbidden("You don't administer that office.");
  }
}
