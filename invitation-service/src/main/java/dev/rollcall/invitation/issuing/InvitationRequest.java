package dev.rollcall.invitation.issuing;

import dev.rollcall.invitation.Draft;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An invitation asked for (INV-1). */
@Schema(
    description = "Somebody to invite",
    requiredProperties = {"firstName", "lastName", "email", "role", "seat"})
public record InvitationRequest(
    @Schema(maxLength = 100, examples = "Bob") @Nullable String firstName,
    @Schema(maxLength = 100, examples = "Stone") @Nullable String lastName,
    @Schema(format = "email", examples = "bob@acme.test") @Nullable String email,
    @Schema(maxLength = 100, examples = "Engineer") @Nullable String jobTitle,
    @Schema(description = "E.164", examples = "+14155550100") @Nullable String phone,
    @Schema(enumeration = {"COMPANY_ADMIN", "OFFICE_ADMIN", "MANAGER", "USER"})
        @Nullable String role,
    @Schema(description = "the head office where none is named") @Nullable UUID officeId,
    @Schema(description = "of the company's enabled products") @Nullable List<String> products,
    @Nullable SeatRequest seat,
    @Schema(
            description = "BCP 47: which language the mail is in (en, de, es); English for others",
            examples = "de")
        @Nullable String language) {

  /** Where the seat comes from (INV-4, INV-5). */
  public record SeatRequest(
      @Schema(enumeration = {"EXISTING", "PURCHASE"}) @Nullable String source,
      @Schema(
              enumeration = {"TALK", "MEETINGS", "ADD_ON"},
              defaultValue = "TALK")
          @Nullable String licenseType,
      @Schema(
              enumeration = {"BASIC", "PLUS", "PRO"},
              description =
                  "EXISTING: any where none is named. PURCHASE: required unless a quote is passed")
          @Nullable String plan,
      @Schema(description = "PURCHASE only: billing's quote for one such license, used once")
          @Nullable UUID quoteId) {}

  /** The same, as the domain reads it. */
  public Draft draft() {
    return new Draft(
        firstName,
        lastName,
        email,
        jobTitle,
        phone,
        role,
        officeId,
        products,
        seat == null ? null : seat.source(),
        seat == null ? null : seat.licenseType(),
        seat == null ? null : seat.plan(),
        seat == null ? null : seat.quoteId(),
        language);
  }
}
