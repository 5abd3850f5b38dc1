package dev.rollcall.billing;

import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Refusal.Kind;

/** How this service says no to buying and removing, with its stable codes. */
public final class Refusals {

  private Refusals() {}

  /**
   * BIL-6, INV-5: used, expired, no longer right, for something else, or not there at all; of
   * another company's quote nobody learns more.
   */
  public static Refusal quoteStale() {
    return Refusal.conflict("QUOTE_STALE", "The quote doesn't stand any more; ask for a new one.");
  }

  /** BIL-12. */
  public static Refusal companySuspended() {
    return Refusal.conflict(
        SeatRules.COMPANY_SUSPENDED, "The company's subscription is suspended; nothing is sold.");
  }

  /** INV-4: a removed license of the sign-up can't be re-created, so its plan isn't sold again. */
  public static Refusal signUpLicenseRemoved() {
    return Refusal.of(
        Kind.FORBIDDEN,
        "SIGNUP_LICENSE_REMOVED",
        "Licenses of the sign-up can't be had again once they were removed; choose another plan.");
  }

  /** BIL-1: the price list doesn't have it. */
  public static Refusal noPrice() {
    return Refusal.conflict("NO_PRICE", "The price list has no such license.");
  }

  /** BIL-4: only free licenses are removed. */
  public static Refusal notEnoughFree(long free) {
    return Refusal.conflict(
            SeatRules.NO_FREE_LICENSE,
            "Only free licenses can be removed, and there aren't enough.")
        .with("free", free);
  }

  /** CO-3: until it is known whether it is deleted or open again. */
  public static Refusal officeClosing() {
    return Refusal.conflict(
        "OFFICE_CLOSING", "The office is being closed; nothing new can be put in it.");
  }

  /** CO-3. */
  public static Refusal unknownOffice() {
    return Refusal.invalid("/officeId", "must be an open office of the company");
  }
}
