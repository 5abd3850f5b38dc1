package dev.rollcall.numbering.carrier;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
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
   * One page of what is in stock, in a stable order, whoever may have claimed it here.
   *
   * @param page from 0
   * @return empty when there is no more
   */
  Uni<List<Offer>> search(NumberQuery query, int page);

  /** The number, if it is in stock. */
  Uni<Optional<Offer>> find(String e164);

  /**
   * Buys the number; repeated with the same order id it has one effect.
   *
   * @param orderId idempotency key at the carrier
   */
  Uni<OrderResult> order(String e164, UUID orderId);
}
