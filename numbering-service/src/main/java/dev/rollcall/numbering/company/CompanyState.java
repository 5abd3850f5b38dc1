package dev.rollcall.numbering.company;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollcall.numbering.Office;
import dev.rollcall.numbering.OfficeClosingRules.Asked;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this service reads of {@code rollcall.company.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record CompanyState(UUID companyId, String name, List<OfficeState> offices) {

  /** One of its offices. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record OfficeState(
      UUID officeId, String name, String country, String status, @Nullable Closing closing) {

    Office toOffice() {
      return new Office(officeId, name, country, status.equals("OPEN"));
    }

    Optional<Asked> asked() {
      return Optional.ofNullable(closing)
          .map(process -> new Asked(officeId, process.processId(), process.attempt()));
    }
  }

  /** The process that closes an office, while it does. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Closing(UUID processId, int attempt) {}

  /** Offices that are to close, of which is asked whether they are empty. */
  List<Asked> asked() {
    return offices.stream().map(OfficeState::asked).flatMap(Optional::stream).toList();
  }

  List<Office> toOffices() {
    return offices.stream().map(OfficeState::toOffice).toList();
  }
}
