package dev.rollcall.billing.quoting;

import dev.rollcall.billing.LicenseOrder;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** What is to be carried out: an order at today's price, or at the price that was quoted. */
public sealed interface Ask {

  /** The office that is named; empty where a quote stands for it, whose company is known. */
  default Optional<UUID> office() {
    return switch (this) {
      case Plain(LicenseOrder order) -> Optional.of(order.officeId());
      case Quoted quoted -> Optional.empty();
    };
  }

  /** At today's price, whatever it is. */
  record Plain(LicenseOrder order) implements Ask {}

  /**
   * At the price of the quote, or not at all.
   *
   * @param fits whether an order is what is asked for
   */
  record Quoted(UUID quoteId, Predicate<LicenseOrder> fits) implements Ask {}
}
