package dev.rollcall.billing.provisioning;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollcall.billing.Edition;
import dev.rollcall.billing.OfficeClosingRules.Asked;
import dev.rollcall.billing.storage.Companies.Office;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
      String status,
      @Nullable Closing closing) {

    Office toOffice() {
      return new Office(officeId, name, country, priceLevel, status);
    }

    Optional<Asked> asked() {
      return Optional.ofNullable(closing)
          .map(process -> new Asked(officeId, process.processId(), process.attempt()));
    }
  }

  /** The process that closes an office, while it does. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Closing(UUID processId, int attempt) {}

  UUID headOffice() {
    return offices.stream()
        .filter(OfficeState::headOffice)
        .findFirst()
        .map(OfficeState::officeId)
        .orElseThrow(() -> new IllegalArgumentException("a company has a head office"));
  }

  /** Offices that are to close, of which is asked whether they are empty. */
  List<Asked> asked() {
    return offices.stream().map(OfficeState::asked).flatMap(Optional::stream).toList();
  }

  List<Office> toOffices() {
    return offices.stream().map(OfficeState::toOffice).toList();
  }
}
