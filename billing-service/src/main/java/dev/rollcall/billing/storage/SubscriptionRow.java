package dev.rollcall.billing.storage;

import dev.rollcall.billing.Edition;
import dev.rollcall.billing.Subscription;
import dev.rollcall.billing.SubscriptionStatus;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code subscription}. */
@Entity
@Table(name = "subscription")
@NullUnmarked
class SubscriptionRow {

  @Id UUID companyId;

  @Enumerated(EnumType.STRING)
  Edition edition;

  @Enumerated(EnumType.STRING)
  SubscriptionStatus status;

  int catalogueVersion;
  String currency;
  String timeZone;
  LocalDate startedOn;
  Instant startedAt;
  long version;
  Instant createdAt;
  Instant updatedAt;

  Subscription toSubscription() {
    return new Subscription(
        companyId,
        edition,
        status,
        catalogueVersion,
        currency,
        ZoneId.of(timeZone),
        startedOn,
        startedAt,
        version,
        createdAt,
        updatedAt);
  }
}
