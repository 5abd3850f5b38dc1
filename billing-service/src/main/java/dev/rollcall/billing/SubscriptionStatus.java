package dev.rollcall.billing;

/** Whether a company pays (BIL-12). */
public enum SubscriptionStatus {
  ACTIVE,
  PAST_DUE,
  SUSPENDED,
  CANCELLED;

  /** Whether something new may be taken: a seat, a number (BIL-12). */
  public boolean takesNew() {
    return switch (this) {
      case ACTIVE, PAST_DUE -> true;
      case SUSPENDED, CANCELLED -> false;
    };
  }
}
