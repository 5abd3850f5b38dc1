package dev.rollcall.identity.storage;

import dev.rollcall.identity.Office;
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

/** A row of {@code office}. */
@Entity
@Table(name = "office")
@IdClass(OfficeRow.Key.class)
@NullUnmarked
class OfficeRow {

  /** Its primary key, company first. */
  record Key(UUID companyId, UUID officeId) implements Serializable {}

  @Id UUID companyId;
  @Id UUID officeId;
  String name;
  String country;
  String timeZone;
  String priceLevel;
  boolean headOffice;

  @Enumerated(EnumType.STRING)
  Office.Status status;

  UUID closingProcessId;
  Integer closingAttempt;
  Instant createdAt;
  Instant updatedAt;
  long version;

  static OfficeRow of(Office office) {
    var row = new OfficeRow();
    row.companyId = office.companyId();
    row.officeId = office.id();
    row.headOffice = office.headOffice();
    row.createdAt = office.createdAt();
    row.take(office);
    return row;
  }

  void take(Office office) {
    name = office.address().name();
    country = office.address().country();
    timeZone = office.address().timeZone();
    priceLevel = office.address().priceLevel();
    status = office.status();
    Office.Closing closing = office.closing();
    closingProcessId = closing == null ? null : closing.processId();
    closingAttempt = closing == null ? null : closing.attempt();
    updatedAt = office.updatedAt();
    version = office.version();
  }

  Office toOffice() {
    return new Office(
        officeId,
        companyId,
        new Office.Address(name, country, timeZone, priceLevel),
        headOffice,
        status,
        closingProcessId == null ? null : new Office.Closing(closingProcessId, closingAttempt),
        createdAt,
        updatedAt,
        version);
  }
}
