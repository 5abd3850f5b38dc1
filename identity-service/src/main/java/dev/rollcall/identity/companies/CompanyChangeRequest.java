package dev.rollcall.identity.companies;

import dev.rollcall.identity.CompanyRules.PolicyChange;
import dev.rollcall.identity.CompanyRules.SettingsChange;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A change of settings as it is sent; what is left out stays. */
public record CompanyChangeRequest(
    @Schema(examples = "Acme Corp", maxLength = 120) @Nullable String name,
    @Schema(examples = "America/Chicago") @Nullable String timeZone,
    @Schema(examples = "accounts@acme.test") @Nullable String billingEmail,
    @Schema(description = "Any of VOICE, MESSAGING, MEETINGS, FAX")
        @Nullable List<String> enabledProducts,
    @Nullable PolicyRequest invitationPolicy) {

  /** A change of the invitation policy; what is left out stays. */
  public record PolicyRequest(
      @Nullable Boolean phoneRequired,
      @Schema(enumeration = {"NONE", "USER", "MANAGER"}) @Nullable String managerInviteCeiling,
      @Schema(examples = "PT24H", description = "ISO 8601 duration, PT1H to P30D")
          @Nullable String linkLifetime,
      @Schema(
              examples = "[\"acme.com\"]",
              maxItems = 200,
              description =
                  "Only these may be invited, where any is named. Kept by the registrable part:"
                      + " mail.acme.com is kept as acme.com; a public suffix alone is refused")
          @Nullable List<String> allowedDomains,
      @Schema(
              examples = "[\"rival.com\"]",
              maxItems = 200,
              description = "Never these, also where they are allowed; kept likewise")
          @Nullable List<String> blockedDomains) {

    PolicyChange change() {
      return new PolicyChange(
          phoneRequired, managerInviteCeiling, linkLifetime, allowedDomains, blockedDomains);
    }
  }

  SettingsChange change() {
    return new SettingsChange(
        name,
        timeZone,
        billingEmail,
        enabledProducts,
        invitationPolicy == null ? null : invitationPolicy.change());
  }
}
