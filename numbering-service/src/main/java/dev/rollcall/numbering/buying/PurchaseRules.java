package dev.rollcall.numbering.buying;

import dev.rollcall.numbering.Purchase;
import dev.rollcall.numbering.Purchase.State;
import dev.rollcall.platform.outcome.Refusal;
import java.util.Optional;
import java.util.UUID;

/** What a purchase does with an answer; pure. Answers to an older attempt are ignored. */
final class PurchaseRules {

  private PurchaseRules() {}

  /** Billing agreed; empty where the answer comes twice, late, or for another attempt. */
  static Optional<Purchase> charged(Purchase purchase, int attempt, UUID chargeId) {
    return awaits(purchase, State.REQUESTED, attempt)
        ? Optional.of(purchase.charged(chargeId))
        : Optional.empty();
  }

  /** Billing refused. */
  static Optional<Purchase> refused(Purchase purchase, int attempt, String code) {
    return awaits(purchase, State.REQUESTED, attempt)
        ? Optional.of(purchase.failed(code))
        : Optional.empty();
  }

  /** The carrier sold the number: the pivot. */
  static Optional<Purchase> sold(Purchase purchase) {
    return awaits(purchase, State.CHARGED, purchase.attempt())
        ? Optional.of(purchase.bought())
        : Optional.empty();
  }

  /** Somebody was faster at the carrier (NUM-9). */
  static Optional<Purchase> gone(Purchase purchase) {
    return awaits(purchase, State.CHARGED, purchase.attempt())
        ? Optional.of(purchase.failed("NUMBER_TAKEN"))
        : Optional.empty();
  }

  /** Why the caller's request came to nothing. */
  static Refusal refusal(Purchase purchase) {
    String code = purchase.refusal() == null ? "PURCHASE_FAILED" : purchase.refusal();
    return Refusal.conflict(
        code,
        code.equals("NUMBER_TAKEN")
            ? "Somebody else was faster; nothing was charged."
            : "The number was not bought; nothing was charged.");
  }

  private static boolean awaits(Purchase purchase, State state, int attempt) {
    return purchase.state() == state && purchase.attempt() == attempt;
  }
}
