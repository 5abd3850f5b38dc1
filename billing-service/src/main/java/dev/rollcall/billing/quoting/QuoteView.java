package dev.rollcall.billing.quoting;

import dev.rollcall.billing.LicenseOrder;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.MoneyView;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.Quote;
import dev.rollcall.billing.charging.ChargesView.LineView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A quote as clients see it.
 *
 * @param lines what is charged now; days in the time zone of billing
 * @param hash SHA-256, hex: the same for the same order at the same price
 * @param expiresAt the company's next midnight at the latest
 */
public record QuoteView(
    UUID id,
    LicenseOrder.Action action,
    LicenseType type,
    Plan plan,
    int quantity,
    UUID officeId,
    List<LineView> lines,
    MoneyView total,
    Instant expiresAt,
    String hash,
    Instant createdAt) {

  static QuoteView of(Quote quote) {
    LicenseOrder order = quote.priced().order();
    return new QuoteView(
        quote.id(),
        order.action(),
        order.type(),
        order.plan(),
        order.quantity(),
        order.officeId(),
        quote.priced().lines().stream().map(LineView::of).toList(),
        MoneyView.of(quote.priced().total()),
        quote.expiresAt(),
        quote.hash(),
        quote.createdAt());
  }
}
