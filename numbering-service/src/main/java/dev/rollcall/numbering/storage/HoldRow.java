package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.Hold;
import dev.rollcall.numbering.NumberType;
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

/** A row of {@code number_hold}. */
@Entity
@Table(name = "number_hold")
@IdClass(HoldRow.Key.class)
@NullUnmarked
class HoldRow {

  /** Its primary key, company first. */
  record Key(UUID companyId, UUID id) implements Serializable {}

  @Id UUID companyId;
  @Id UUID id;
  String e164;

  @Enumerated(EnumType.STRING)
  NumberType type;

  String country;
  Instant createdAt;
  Instant expiresAt;
  boolean used;
  long version;
  Instant updatedAt;

  static HoldRow of(Hold hold) {
    var row = new HoldRow();
    row.companyId = hold.companyId();
    row.id = hold.id();
    row.e164 = hold.e164();
    row.type = hold.type();
    row.country = hold.country();
    row.createdAt = hold.createdAt();
    row.expiresAt = hold.expiresAt();
    row.used = hold.used();
    row.version = hold.version();
    row.updatedAt = hold.createdAt();
    return row;
  }

  Hold toHold() {
    return new Hold(id, companyId, e164, type, country, createdAt, expiresAt, used, version);
  }
}
