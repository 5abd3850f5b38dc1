package dev.rollcall.identity.offices;

import dev.rollcall.identity.Office;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An office as members see it (CO-3). */
public record OfficeView(
    UUID id,
    @Schema(examples = "Head office") String name,
    @Schema(examples = "US") String country,
    @Schema(examples = "America/New_York") String timeZone,
    @Schema(examples = "US") String priceLevel,
    boolean headOffice,
    @Schema(enumeration = {"OPEN", "CLOSING", "DELETED"}) String status,
    Instant createdAt,
    Instant updatedAt) {

  static OfficeView of(Office office) {
    Office.Address address = office.address();
    return new OfficeView(
        office.id(),
        address.name(),
        address.country(),
        address.timeZone(),
        address.priceLevel(),
        office.headOffice(),
        office.status().name(),
        office.createdAt(),
        office.updatedAt());
  }
}
