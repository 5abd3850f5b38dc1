package dev.rollcall.billing;

import java.time.Instant;
import java.util.List;

/**
 * One version of the price list (BIL-1).
 *
 * @param version rises by one; a version never changes
 * @param currency ISO 4217
 */
public record Catalogue(
    int version,
    String currency,
    Instant validFrom,
    List<PlanPrice> plans,
    List<NumberPrice> numbers) {

  /** Stands for every price level or country that has no price of its own. */
  public static final String ANY = "*";

  public Catalogue {
    plans = List.copyOf(plans);
    numbers = List.copyOf(numbers);
  }

  /** A version that no price has been read of yet. */
  public static Catalogue empty(int version, String currency, Instant validFrom) {
    return new Catalogue(version, currency, validFrom, List.of(), List.of());
  }

  public Catalogue withPlans(List<PlanPrice> prices) {
    return new Catalogue(version, currency, validFrom, prices, numbers);
  }

  public Catalogue withNumbers(List<NumberPrice> prices) {
    return new Catalogue(version, currency, validFrom, plans, prices);
  }

  /** What a license costs a month in an office of that price level. */
  public record PlanPrice(LicenseType type, Plan plan, String priceLevel, Money monthly) {}

  /**
   * What a number beyond the entitlement costs a month.
   *
   * @param country ISO 3166-1 alpha-2, or {@link #ANY}
   */
  public record NumberPrice(NumberType type, String country, Money monthly) {}
}
