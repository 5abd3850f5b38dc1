package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.NumberState;
import dev.rollcall.numbering.NumberType;
import dev.rollcall.numbering.PhoneNumber;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of {@code phone_number}. */
@Entity
@Table(name = "phone_number")
@IdClass(NumberRow.Key.class)
@NullUnmarked
class NumberRow {

  /** Its primary key, company first. */
  record Key(UUID companyId, String e164) implements Serializable {}

  @Id UUID companyId;
  @Id String e164;

  @Enumerated(EnumType.STRING)
  NumberType type;

  String country;

  @Enumerated(EnumType.STRING)
  NumberState state;

  UUID officeId;
  @Nullable UUID userId;
  @Nullable UUID lastUserId;
  @Nullable UUID lastOfficeId;
  @Nullable Instant unassignedAt;
  @Nullable String label;
  @Nullable UUID purchaseId;
  long version;
  Instant createdAt;
  Instant updatedAt;

  static NumberRow of(PhoneNumber number, Instant now) {
    var row = new NumberRow();
    row.companyId = number.companyId();
    row.e164 = number.e164();
    row.createdAt = now;
    row.take(number, now);
    return row;
  }

  void take(PhoneNumber number, Instant now) {
    type = number.type();
    country = number.country();
    state = number.state();
    officeId = number.officeId();
    userId = number.userId();
    lastUserId = number.lastUserId();
    lastOfficeId = number.lastOfficeId();
    unassignedAt = number.unassignedAt();
    label = number.label();
    purchaseId = number.purchaseId();
    version = number.version();
    updatedAt = now;
  }

  PhoneNumber toNumber() {
    return new PhoneNumber(
        companyId,
        e164,
        type,
        country,
        state,
        officeId,
        userId,
        lastUserId,
        lastOfficeId,
        unassignedAt,
        label,
        purchaseId,
        version);
  }
}
