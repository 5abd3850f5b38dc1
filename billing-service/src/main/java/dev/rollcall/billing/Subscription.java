package dev.rollcall.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/**
 * What a company subscribed to (BIL-1, BIL-5).
 *
 * @param catalogueVersion the price list until renewal
 * @param currency ISO 4217
 * @param timeZone of billing; follows the company's at renewal only (BIL-13)
 * @param startedOn day of the sign-up in that zone; periods are anchored on it
 */
public record Subscription(
    UUID companyId,
    Edition edition,
    SubscriptionStatus status,
    int catalogueVersion,
    String currency,
    ZoneId timeZone,
    LocalDate startedOn,
    Instant startedAt,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /** A sign-up: active, on the newest price list, anchored on that day where the company is. */
  public static Subscription start(
      UUID companyId,
      Edition edition,
      int catalogueVersion,
      String currency,
      ZoneId timeZone,
      Instant signedUpAt,
      Instant now) {
    return new Subscription(
        companyId,
        edition,
        SubscriptionStatus.ACTIVE,
        catalogueVersion,
        currency,
        timeZone,
        signedUpAt.atZone(timeZone).toLocalDate(),
        signedUpAt,
        1,
        now,
        now);
  }

  /** Day of the month that periods begin on, 1–31 (BIL-5). */
  public int anchorDay() {
    return startedOn.getDayOfMonth();
  }

  /** The day that it is for this company's billing. */
  public LocalDate day(Instant instant) {
    return instant.atZone(timeZone).toLocalDate();
  }

  /** The period that the instant is in. */
  public Period period(Instant instant) {
    return Period.containing(startedOn, day(instant));
  }
}
