package dev.rollcall.billing.quoting;

import dev.rollcall.billing.License;
import dev.rollcall.billing.PricedOrder;
import dev.rollcall.billing.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A price, and what it was found by.
 *
 * @param removable the licenses that a removal would take, locked; else none
 * @param quoteId the quote that says the same, locked
 */
public record Priced(
    Subscription subscription, PricedOrder order, List<License> removable, Optional<UUID> quoteId) {

  Priced boundTo(UUID quote) {
    return new Priced(subscription, order, removable, Optional.of(quote));
  }
}
