package dev.rollcall.numbering.company;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollcall.numbering.Office;
import java.util.List;
import java.util.UUID;

/** What this service reads of {@code rollcall.company.v1}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record CompanyState(UUID companyId, String name, List<OfficeState> offices) {

  /** One of its offices. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record OfficeState(UUID officeId, String name, String country, String status) {

    Office toOffice() {
      return new Office(officeId, name, country, status.equals("OPEN"));
    }
  }

  List<Office> toOffices() {
    return offices.stream().map(OfficeState::toOffice).toList();
  }
}
