package dev.rollcall.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Licenses that were bought together, and the charge for the rest of the period (BIL-4).
 *
 * @param quoteId what the price was bound to
 * @param processId the invitation that they were bought for, which buys once
 * @param boughtBy the user who bought them; empty for a process
 */
public record Purchase(
    UUID id,
    UUID companyId,
    PricedOrder priced,
    Optional<UUID> quoteId,
    Optional<UUID> processId,
    Optional<UUID> boughtBy,
    Instant boughtAt) {

  /** The new licenses, free. */
  public List<Movement> licenses(List<UUID> ids) {
    LicenseOrder order = priced.order();
    LocalDate from = priced.lines().getFirst().from();
    return ids.stream()
        .map(
            license ->
                License.create(
                    license,
                    companyId,
                    order.officeId(),
                    order.type(),
                    order.plan(),
                    License.Terms.purchased(id, from),
                    boughtAt))
        .toList();
  }

  /** What is owed for them until the renewal. */
  public Charge charge() {
    return new Charge(id, priced.order().officeId(), priced.total());
  }
}
