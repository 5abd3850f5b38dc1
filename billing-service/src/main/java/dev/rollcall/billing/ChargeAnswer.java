package dev.rollcall.billing;

import java.util.UUID;

/** What a purchase is told; each is one event on {@code rollcall.charge.v1}. */
public sealed interface ChargeAnswer {

  /** The attempt that is answered. */
  int attempt();

  /** The aggregate version of the event. */
  long version();

  /** It may be bought at these terms. */
  record Granted(int attempt, long version, NumberCharge.Terms terms) implements ChargeAnswer {}

  /** It may not. */
  record Refused(int attempt, long version, String code) implements ChargeAnswer {}

  /** It wasn't bought, and costs nothing. */
  record Voided(int attempt, long version, UUID chargeId) implements ChargeAnswer {}
}
