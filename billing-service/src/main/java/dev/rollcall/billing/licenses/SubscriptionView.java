package dev.rollcall.billing.licenses;

import dev.rollcall.billing.Edition;
import dev.rollcall.billing.Period;
import dev.rollcall.billing.Subscription;
import dev.rollcall.billing.SubscriptionStatus;
import java.time.Instant;
import java.util.UUID;

/**
 * A subscription as clients see it.
 *
 * @param anchorDay day of the month that periods begin on, 1–31 (BIL-5)
 * @param catalogueVersion the price list until renewal (BIL-1)
 * @param currency ISO 4217
 * @param timeZone of billing, IANA
 * @param period the current one, half-open; its end is the renewal
 */
public record SubscriptionView(
    UUID companyId,
    Edition edition,
    SubscriptionStatus status,
    int anchorDay,
    int catalogueVersion,
    String currency,
    String timeZone,
    Period period,
    Instant startedAt,
    Instant createdAt,
    Instant updatedAt) {

  static SubscriptionView of(Subscription subscription, Instant now) {
    return new SubscriptionView(
        subscription.companyId(),
        subscription.edition(),
        subscription.status(),
        subscription.anchorDay(),
        subscription.catalogueVersion(),
        subscription.currency(),
        subscription.timeZone().getId(),
        subscription.period(now),
        subscription.startedAt(),
        subscription.createdAt(),
        subscription.updatedAt());
  }
}
