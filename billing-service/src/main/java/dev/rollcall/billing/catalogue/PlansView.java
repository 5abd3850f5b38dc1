package dev.rollcall.billing.catalogue;

import dev.rollcall.billing.Catalogue;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.MoneyView;
import dev.rollcall.billing.NumberType;
import dev.rollcall.billing.Plan;
import java.time.Instant;
import java.util.List;

/**
 * The catalogue as clients see it (BIL-1).
 *
 * @param version a subscription keeps its version until renewal
 * @param currency ISO 4217
 * @param items what licenses cost
 * @param numbers what numbers beyond the entitlement cost
 */
public record PlansView(
    int version,
    String currency,
    Instant validFrom,
    List<PlanView> items,
    List<NumberPriceView> numbers) {

  /**
   * One plan of one type at one price level.
   *
   * @param priceLevel of the office; {@code *} is the price where a level has none of its own
   */
  public record PlanView(LicenseType type, Plan plan, String priceLevel, MoneyView monthly) {}

  /**
   * One sort of number.
   *
   * @param country ISO 3166-1 alpha-2; {@code *} is the price where a country has none of its own
   */
  public record NumberPriceView(NumberType type, String country, MoneyView monthly) {}

  static PlansView of(Catalogue catalogue) {
    return new PlansView(
        catalogue.version(),
        catalogue.currency(),
        catalogue.validFrom(),
        catalogue.plans().stream().map(PlansView::plan).toList(),
        catalogue.numbers().stream().map(PlansView::number).toList());
  }

  private static PlanView plan(Catalogue.PlanPrice price) {
    return new PlanView(
        price.type(), price.plan(), price.priceLevel(), MoneyView.of(price.monthly()));
  }

  private static NumberPriceView number(Catalogue.NumberPrice price) {
    return new NumberPriceView(price.type(), price.country(), MoneyView.of(price.monthly()));
  }
}
