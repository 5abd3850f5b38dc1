package dev.rollcall.billing.quoting;

import dev.rollcall.billing.License;
import dev.rollcall.billing.PricedOrder;
import dev.rollcall.billing.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A price, and what it was found by.
 *
 * @param at when it was found: what is carried out by it happens then
 * @param removable the licenses that a removal takes, locked where it is carried out; else none
 * @param quoteId the quote that says the same, locked
 */
public record Priced(
    Subscription subscription,
    PricedOrder order,
    Instant at,
    List<License> removable,
    Optional<UUID> quoteId) {

  /** Today's price, bound to no quote. */
  static Priced found(
      Subscription subscription, PricedOrder order, Instant at, List<License> removable) {
    return new Priced(subscription, order, at, removable, Optional.empty());
  }

  Priced boundTo(UUID quote) {
    return new Priced(subscription, order, at, removable, Optional.of(quote));
  }
}
