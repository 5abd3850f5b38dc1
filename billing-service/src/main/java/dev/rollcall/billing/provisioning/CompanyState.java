package dev.rollcall.billing.provisioning;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollcall.billing.Edition;
import dev.rollcall.billing.storage.Companies.Office;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** What billing reads of {@code rollcall.company.v1}, and of identity's internal answer. */
@JsonIgnoreProperties(ignoreUnknown = true)
record CompanyState(
    UUID companyId,
    ZoneId timeZone,
    Edition edition,
    UUID founderUserId,
    List<OfficeState> offices,
    Instant createdAt) {

  /** One of its offices. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record OfficeState(
      UUID officeId,
      String name,
      String country,
      String priceLevel,
      boolean headOffice,
      String status) {

    Office toOffice() {
      return new Office(officeId, name, country, priceLevel, status);
    }
  }

  UUID headOffice() {
    return offices.stream()
        .filter(OfficeState::headOffice)
        .findFirst()
        .map(OfficeState::officeId)
        .orElseThrow(() -> new IllegalArgumentException("a company has a head office"));
  }

  List<Office> toOffices() {
    return offices.stream().map(OfficeState::toOffice).toList();
  }
}
