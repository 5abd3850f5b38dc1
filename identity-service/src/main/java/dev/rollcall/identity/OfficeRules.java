package dev.rollcall.identity;

import dev.rollcall.platform.outcome.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How offices come and change (CO-3); {@link OfficeClosingRules} says how they go. */
public final class OfficeRules {

  private static final int MAX_NAME = 120;
  private static final Pattern PRICE_LEVEL = Pattern.compile("[A-Z][A-Z0-9_-]{0,31}");

  private OfficeRules() {}

  /** An office as it was sent; null leaves a field as it is, or gives it its default. */
  public record OfficeWish(
      @Nullable String name,
      @Nullable String country,
      @Nullable String timeZone,
      @Nullable String priceLevel) {}

  /** A new office; its price level defaults to the head office's. */
  public static Outcome<Office> open(UUID id, Office headOffice, OfficeWish wish, Instant now) {
    var checks = new Checks();
    var address =
        new Office.Address(
            checks.text("/name", wish.name, MAX_NAME),
            checks.country("/country", wish.country),
            checks.timeZone("/timeZone", wish.timeZone),
            priceLevel(checks, wish.priceLevel).orElse(headOffice.address().priceLevel()));
    return checks.whenValid(Office.open(id, headOffice.companyId(), address, false, now));
  }

  /**
   * The office after the change; the same instance where it changes nothing. Country and price
   * level stay: licenses and numbers in the office depend on them.
   */
  public static Outcome<Office> change(Office office, OfficeWish wish, Instant now) {
    if (!office.isOpen()) {
      return Outcome.refused(Refusals.officeNotOpen(office.status()));
    }
    var checks = new Checks();
    Office.Address before = office.address();
    if (wish.country != null && !wish.country.equals(before.country())) {
      checks.violate("/country", "An office stays in its country.");
    }
    if (wish.priceLevel != null && !wish.priceLevel.equals(before.priceLevel())) {
      checks.violate("/priceLevel", "An office stays on its price level.");
    }
    var after =
        new Office.Address(
            wish.name == null ? before.name() : checks.text("/name", wish.name, MAX_NAME),
            before.country(),
            wish.timeZone == null ? before.timeZone() : checks.timeZone("/timeZone", wish.timeZone),
            before.priceLevel());
    return checks
        .whenValid(after)
        .map(address -> address.equals(before) ? office : office.with(address, now));
  }

  /** an office that turns out to have something in it, or that nobody closes, is open. */
  public static Office reopen(Office office, Instant now) {
    return office.isOpen() ? office : office.reopened(now);
  }

  private static Optional<String> priceLevel(Checks checks, @Nullable String sent) {
    if (sent != null && !PRICE_LEVEL.matcher(sent).matches()) {
      checks.violate("/priceLevel", "Must be a price level, e.g. US.");
    }
    return Optional.ofNullable(sent);
  }
}
