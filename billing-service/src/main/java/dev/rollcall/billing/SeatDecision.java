package dev.rollcall.billing;

import java.util.UUID;

/** What is to be done about an event of a process that wants a seat. */
public sealed interface SeatDecision {

  /** Nothing: it was done before, or a newer attempt has overtaken it. */
  record Unchanged() implements SeatDecision {}

  /** It is decided. */
  record Decided(SeatChange change) implements SeatDecision {}

  /**
   * A free license is to be found, or a reason why there is none.
   *
   * @param first what happens before: the seat of an older attempt is let go
   * @param attempt the attempt that wants it
   */
  record Wanted(SeatChange first, int attempt, SeatWish wish) implements SeatDecision {
    public UUID companyId() {
      return first.seat().companyId();
    }
  }
}
