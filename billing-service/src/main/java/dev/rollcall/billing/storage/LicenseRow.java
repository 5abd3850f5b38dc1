package dev.rollcall.billing.storage;

import dev.rollcall.billing.License;
import dev.rollcall.billing.LicenseOrigin;
import dev.rollcall.billing.LicenseState;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Occupancy;
import dev.rollcall.billing.Plan;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of {@code license}. */
@Entity
@Table(name = "license")
@IdClass(LicenseRow.Key.class)
@NullUnmarked
class LicenseRow {

  /** Its primary key, company first. */
  record Key(UUID companyId, UUID licenseId) implements Serializable {}

  @Id UUID companyId;
  @Id UUID licenseId;
  UUID officeId;

  @Enumerated(EnumType.STRING)
  LicenseType type;

  @Enumerated(EnumType.STRING)
  Plan plan;

  @Enumerated(EnumType.STRING)
  LicenseState state;

  @Enumerated(EnumType.STRING)
  LicenseOrigin origin;

  @Nullable UUID holderUserId;
  @Nullable UUID holderInvitationId;
  @Nullable Integer attempt;
  LocalDate chargedFrom;
  @Nullable UUID purchaseId;
  @Nullable UUID removalId;
  @Nullable LocalDate removesAt;
  long version;
  Instant createdAt;
  Instant updatedAt;

  static LicenseRow of(License license) {
    var row = new LicenseRow();
    row.companyId = license.companyId();
    row.licenseId = license.id();
    row.origin = license.terms().origin();
    row.purchaseId = license.terms().purchaseId().orElse(null);
    row.createdAt = license.createdAt();
    row.take(license);
    return row;
  }

  void take(License license) {
    officeId = license.officeId();
    type = license.type();
    plan = license.plan();
    state = license.state();
    chargedFrom = license.terms().chargedFrom();
    removalId = license.terms().removal().map(License.Removal::id).orElse(null);
    removesAt = license.terms().removal().map(License.Removal::day).orElse(null);
    version = license.version();
    updatedAt = license.updatedAt();
    holderUserId = null;
    holderInvitationId = null;
    attempt = null;
    switch (license.occupancy()) {
      case Occupancy.Reserved(UUID invitation, int forAttempt) -> {
        holderInvitationId = invitation;
        attempt = forAttempt;
      }
      case Occupancy.Assigned(UUID user) -> holderUserId = user;
      case Occupancy.Free free -> {}
      case Occupancy.Cancelled cancelled -> {}
    }
  }

  License toLicense() {
    return new License(
        licenseId,
        companyId,
        officeId,
        type,
        plan,
        terms(),
        occupancy(),
        version,
        createdAt,
        updatedAt);
  }

  private License.Terms terms() {
    return new License.Terms(
        origin,
        chargedFrom,
        Optional.ofNullable(purchaseId),
        Optional.ofNullable(removalId).map(removal -> new License.Removal(removal, removesAt)));
  }

  private Occupancy occupancy() {
    return switch (state) {
      case FREE -> new Occupancy.Free();
      case RESERVED -> new Occupancy.Reserved(holderInvitationId, attempt);
      case ASSIGNED -> new Occupancy.Assigned(holderUserId);
      case CANCELLED -> new Occupancy.Cancelled();
    };
  }
}
