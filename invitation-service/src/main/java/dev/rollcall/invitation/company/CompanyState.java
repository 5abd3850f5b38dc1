package dev.rollcall.invitation.company;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollcall.invitation.Company;
import dev.rollcall.invitation.storage.CompanyViews;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What this service reads of {@code rollcall.company.v1}, and of identity's internal answer. */
@JsonIgnoreProperties(ignoreUnknown = true)
record CompanyState(
    UUID companyId,
    String name,
    String timeZone,
    List<String> enabledProducts,
    PolicyState invitationPolicy,
    List<OfficeState> offices) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record PolicyState(
      boolean phoneRequired,
      String managerInviteCeiling,
      Duration linkLifetime,
      List<String> allowedDomains,
      List<String> blockedDomains) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record OfficeState(UUID officeId, boolean headOffice, String status) {}

  CompanyViews.State view(long version) {
    return new CompanyViews.State(
        companyId,
        version,
        name,
        timeZone,
        enabledProducts,
        invitationPolicy.phoneRequired(),
        invitationPolicy.managerInviteCeiling(),
        invitationPolicy.linkLifetime(),
        invitationPolicy.allowedDomains(),
        invitationPolicy.blockedDomains(),
        offices.stream()
            .map(
                office ->
                    new Company.Office(
                        office.officeId(), office.headOffice(), office.status().equals("OPEN")))
            .toList());
  }
}
