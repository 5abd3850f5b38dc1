package dev.rollcall.billing.storage;

import dev.rollcall.billing.Money;
import dev.rollcall.billing.NumberCharge;
import dev.rollcall.billing.NumberCharge.Purchase;
import dev.rollcall.billing.NumberCharge.Terms;
import dev.rollcall.billing.NumberType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of {@code number_charge}. */
@Entity
@Table(name = "number_charge")
@IdClass(NumberChargeRow.Key.class)
@NullUnmarked
class NumberChargeRow {

  /** Its primary key, company first. */
  record Key(UUID companyId, UUID processId) implements Serializable {}

  @Id UUID companyId;
  @Id UUID processId;
  int attempt;

  @Enumerated(EnumType.STRING)
  NumberCharge.Status status;

  @Nullable UUID chargeId;
  String e164;

  @Enumerated(EnumType.STRING)
  NumberType type;

  String country;
  UUID officeId;
  boolean entitled;
  @Nullable BigDecimal monthly;
  @Nullable String currency;
  @Nullable LocalDate chargedFrom;
  @Nullable LocalDate chargedTo;
  @Nullable String refusal;
  long version;
  Instant createdAt;
  Instant updatedAt;

  void take(NumberCharge charge, Instant now) {
    attempt = charge.attempt();
    status = charge.status();
    chargeId = charge.terms().map(Terms::chargeId).orElse(null);
    entitled = charge.terms().map(Terms::entitled).orElse(false);
    monthly = charge.terms().map(terms -> terms.monthly().amount()).orElse(null);
    currency =
        charge.terms().map(terms -> terms.monthly().currency().getCurrencyCode()).orElse(null);
    chargedFrom = charge.terms().map(Terms::from).orElse(null);
    refusal = charge.refusal().orElse(null);
    version = charge.version();
    updatedAt = now;
  }

  NumberCharge toCharge() {
    return new NumberCharge(
        companyId,
        processId,
        attempt,
        status,
        new Purchase(e164, type, country, officeId),
        Optional.ofNullable(chargeId).map(this::terms),
        Optional.ofNullable(refusal),
        version);
  }

  private Terms terms(UUID id) {
    return new Terms(id, entitled, Money.of(monthly, currency), chargedFrom);
  }
}
