package dev.rollcall.identity.signup;

import dev.rollcall.identity.CompanyRules.SignUp;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A sign-up as it is sent (CO-1).
 *
 * @param edition STANDARD where it is left out
 */
public record SignUpRequest(
    @Schema(examples = "Acme", maxLength = 120, required = true) @Nullable String name,
    @Schema(examples = "US", description = "ISO 3166-1 alpha-2", required = true)
        @Nullable String country,
    @Schema(examples = "America/New_York", description = "IANA time zone", required = true)
        @Nullable String timeZone,
    @Schema(examples = "billing@acme.test", required = true) @Nullable String billingEmail,
    @Schema(
            examples = "STANDARD",
            enumeration = {"STANDARD", "ADVANCED", "PREMIUM"})
        @Nullable String edition) {

  SignUp wish() {
    return new SignUp(name, country, timeZone, billingEmail, edition);
  }
}
