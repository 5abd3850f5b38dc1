package dev.rollcall.identity.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.identity.Company;
import dev.rollcall.identity.InvitationPolicy;
import dev.rollcall.identity.Office;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The full state of a company and its offices, as {@code rollcall.company.v1} and {@code
 * /internal/companies} tell it. No billing e-mail: personal data is in user and invitation events
 * only.
 */
public record CompanyState(
    UUID companyId,
    String name,
    String country,
    String timeZone,
    String edition,
    List<String> enabledProducts,
    Policy invitationPolicy,
    UUID founderUserId,
    List<OfficeState> offices,
    Instant createdAt) {

  /**
   * How the company invites.
   *
   * @param linkLifetime ISO 8601 duration
   */
  public record Policy(
      boolean phoneRequired,
      String managerInviteCeiling,
      String linkLifetime,
      List<String> allowedDomains,
      List<String> blockedDomains) {}

  /**
   * One office.
   *
   * @param status OPEN, CLOSING or DELETED
   * @param closing while CLOSING: the question that owners of what may be in it answer
   */
  public record OfficeState(
      UUID officeId,
      String name,
      String country,
      String timeZone,
      String priceLevel,
      boolean headOffice,
      String status,
      @JsonInclude(JsonInclude.Include.NON_NULL) Office.@Nullable Closing closing) {}

  public static CompanyState of(Company company, List<Office> offices) {
    Company.Settings settings = company.settings();
    return new CompanyState(
        company.id(),
        settings.name(),
        company.country(),
        settings.timeZone(),
        company.edition().name(),
        settings.enabledProducts().stream().map(Enum::name).sorted().toList(),
        policy(settings.invitationPolicy()),
        company.founderUserId(),
        offices.stream().map(CompanyState::office).toList(),
        company.createdAt());
  }

  private static Policy policy(InvitationPolicy policy) {
    return new Policy(
        policy.phoneRequired(),
        policy.managerInviteCeiling().name(),
        policy.linkLifetime().toString(),
        policy.allowedDomains(),
        policy.blockedDomains());
  }

  private static OfficeState office(Office office) {
    Office.Address address = office.address();
    return new OfficeState(
        office.id(),
        address.name(),
        address.country(),
        address.timeZone(),
        address.priceLevel(),
        office.headOffice(),
        office.status().name(),
        office.closing());
  }
}
