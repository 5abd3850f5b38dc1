package dev.rollcall.billing;

import java.util.List;
import java.util.UUID;

/** What is to be done about an event of a purchase. */
public sealed interface ChargeDecision {

  /** Nothing: it was done before, or a newer attempt has overtaken it. */
  record Unchanged() implements ChargeDecision {}

  /** It is decided; the answers are told in this order. */
  record Decided(NumberCharge charge, List<ChargeAnswer> answers) implements ChargeDecision {
    public Decided {
      answers = List.copyOf(answers);
    }
  }

  /**
   * A price is to be found.
   *
   * @param first the charge after an older attempt's was taken back, and what is told of that
   * @param attempt the attempt that asks
   */
  record Wanted(Decided first, int attempt) implements ChargeDecision {
    public UUID companyId() {
      return first.charge().companyId();
    }
  }
}
