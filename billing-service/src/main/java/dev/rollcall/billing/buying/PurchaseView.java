package dev.rollcall.billing.buying;

import dev.rollcall.billing.MoneyView;
import dev.rollcall.billing.buying.BuyLicenses.Owned;
import dev.rollcall.billing.charging.ChargesView.LineView;
import dev.rollcall.billing.licenses.LicenseView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A purchase as clients see it.
 *
 * @param quoteId that the price was bound to; null where it was bought at the day's price
 * @param lines what was charged
 * @param licenses as they are now
 */
public record PurchaseView(
    UUID id,
    @Nullable UUID quoteId,
    List<LineView> lines,
    MoneyView total,
    List<LicenseView> licenses,
    Instant createdAt) {

  static PurchaseView of(Owned owned) {
    return new PurchaseView(
        owned.purchase().id(),
        owned.purchase().quoteId().orElse(null),
        owned.purchase().priced().lines().stream().map(LineView::of).toList(),
        MoneyView.of(owned.purchase().priced().total()),
        owned.licenses().stream().map(LicenseView::of).toList(),
        owned.purchase().boughtAt());
  }
}
