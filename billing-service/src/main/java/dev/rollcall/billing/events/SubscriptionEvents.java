package dev.rollcall.billing.events;

import dev.rollcall.billing.Edition;
import dev.rollcall.billing.Subscription;
import dev.rollcall.billing.SubscriptionStatus;
import dev.rollcall.platform.messaging.OutboxEvent;
import java.time.Instant;
import java.util.UUID;

/** {@code rollcall.subscription.v1}: each event carries the subscription's full state. */
public final class SubscriptionEvents {

  private static final String TOPIC = "rollcall.subscription.v1";

  private SubscriptionEvents() {}

  record Payload(
      UUID companyId,
      Edition edition,
      SubscriptionStatus status,
      int catalogueVersion,
      String currency,
      int anchorDay,
      String timeZone,
      Entitlements entitlements,
      Instant startedAt) {}

  /** What the company may use (NUM-1: a free US local number per TALK license). */
  record Entitlements(long talkLicenses, long freeLocalNumbers) {}

  /** It has started, with so many TALK licenses. */
  public static OutboxEvent started(Subscription subscription, long talkLicenses) {
    return new OutboxEvent(
        TOPIC,
        "rollcall.subscription.started.v1",
        subscription.companyId().toString(),
        subscription.companyId(),
        subscription.version(),
        new Payload(
            subscription.companyId(),
            subscription.edition(),
            subscription.status(),
            subscription.catalogueVersion(),
            subscription.currency(),
            subscription.anchorDay(),
            subscription.timeZone().getId(),
            new Entitlements(talkLicenses, talkLicenses),
            subscription.startedAt()),
        null);
  }
}
