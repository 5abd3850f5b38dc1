package dev.rollcall.identity.companies;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.InvitationPolicy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A company's settings as its members see them.
 *
 * @param billingEmail null for who may not see it
 * @param subscriptionStatus billing's word; null until billing has said it (CO-5)
 */
public record CompanyView(
    UUID id,
    @Schema(examples = "Acme") String name,
    @Schema(examples = "US") String country,
    @Schema(examples = "America/New_York") String timeZone,
    @Schema(examples = "billing@acme.test") @Nullable String billingEmail,
    @Schema(examples = "STANDARD") String edition,
    @Schema(examples = "ACTIVE") @Nullable String subscriptionStatus,
    List<String> enabledProducts,
    PolicyView invitationPolicy,
    UUID founderUserId,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * How the company invites.
   *
   * @param linkLifetime ISO 8601 duration, e.g. {@code PT24H}
   */
  public record PolicyView(
      boolean phoneRequired,
      String managerInviteCeiling,
      String linkLifetime,
      List<String> allowedDomains,
      List<String> blockedDomains) {

    static PolicyView of(InvitationPolicy policy) {
      return new PolicyView(
          policy.phoneRequired(),
          policy.managerInviteCeiling().name(),
          policy.linkLifetime().toString(),
          policy.allowedDomains(),
          policy.blockedDomains());
    }
  }

  /** The view; the billing e-mail only where the viewer may see it. */
  public static CompanyView of(CompanyPage page, boolean withBillingEmail) {
    Company company = page.company();
    Company.Settings settings = company.settings();
    return new CompanyView(
        company.id(),
        settings.name(),
        company.country(),
        settings.timeZone(),
        withBillingEmail ? settings.billingEmail() : null,
        company.edition().name(),
        page.subscriptionStatus().orElse(null),
        settings.enabledProducts().stream().map(Enum::name).sorted().toList(),
        PolicyView.of(settings.invitationPolicy()),
        company.founderUserId(),
        company.createdAt(),
        company.updatedAt());
  }
}
