package dev.rollcall.numbering.carrier;

import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Where numbers come from (NUM-9). Never called inside a transaction. */
public interface Carrier {

  /** What an order came to. */
  enum OrderResult {
    SOLD,
    /** Somebody else was faster; the charge is given back. */
    GONE
  }

  /** Its name in {@code rollcall.numbering.carrier}. */
  String name();

  /**
   * Some steps through what is in stock, in a stable order, whoever may have claimed it here. A
   * step is bounded, so it may find nothing and yet not be the last; many at once find what they
   * find one after the other.
   *
   * @param from a position: 0 for the beginning, then {@link Stock#next()}
   * @param steps how many to take, at least 1
   */
  Uni<Stock> search(NumberQuery query, long from, int steps);

  /** The number, if the carrier has it or had it. */
  Uni<Lookup> find(String e164);

  /**
   * Buys the number; repeated with the same order id it has one effect.
   *
   * @param orderId idempotency key at the carrier
   */
  Uni<OrderResult> order(String e164, UUID orderId);
}
