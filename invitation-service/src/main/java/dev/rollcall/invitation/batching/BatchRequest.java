package dev.rollcall.invitation.batching;

import dev.rollcall.invitation.Draft;
import dev.rollcall.invitation.issuing.InvitationRequest;
import dev.rollcall.invitation.issuing.InvitationRequest.SeatRequest;
import dev.rollcall.platform.text.Names;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Many to invite at once (INV-12): a pasted text or rows, never both. */
@Schema(
    name = "InvitationBatchRequest",
    description = "Many to invite: a pasted text or a list of rows",
    requiredProperties = "defaults",
    examples = {BatchRequest.PASTED, BatchRequest.LISTED})
public record BatchRequest(
    @Nullable Defaults defaults,
    @Schema(
            description =
                "cells of a spreadsheet, with or without a header row, or recipients of a mail",
            maxLength = 262144,
            examples = "Bob Stone <bob@acme.test>; ann@acme.test")
        @Nullable String text,
    @Schema(description = "up to 500; what a row has goes before the defaults")
        @Nullable List<@Nullable RowRequest> rows) {

  static final String PASTED =
      """
      {"defaults":{"role":"USER","products":["VOICE"],"seat":{"source":"EXISTING","licenseType":"TALK"}},
      "text":"Bob Stone <bob@acme.test>; ann@acme.test\\ncarol@acme.test"}
      """;

  static final String LISTED =
      """
      {"defaults":{"role":"USER","language":"de","seat":{"source":"EXISTING"}},
      "rows":[{"email":"bob@acme.test","firstName":"Bob","lastName":"Stone","jobTitle":"Engineer"},
      {"email":"ann@acme.test","role":"MANAGER","seat":{"source":"PURCHASE","plan":"PRO"}}]}
      """;

  /** What every row has that doesn't say otherwise. */
  @Schema(name = "InvitationBatchDefaults")
  public record Defaults(
      @Schema(maxLength = 100) @Nullable String jobTitle,
      @Schema(enumeration = {"COMPANY_ADMIN", "OFFICE_ADMIN", "MANAGER", "USER"})
          @Nullable String role,
      @Schema(description = "the head office where none is named") @Nullable UUID officeId,
      @Schema(description = "of the company's enabled products") @Nullable List<String> products,
      @Nullable SeatRequest seat,
      @Schema(description = "BCP 47", examples = "de") @Nullable String language) {

    static final Defaults NONE = new Defaults(null, null, null, null, null, null);

    /** Every row has a copy of these, so what says nothing goes once, here. */
    public Defaults {
      jobTitle = jobTitle == null ? null : Names.normalize(jobTitle);
      products = products == null ? null : products.stream().distinct().toList();
    }

    Draft draft() {
      return row(RowRequest.NOBODY);
    }

    boolean hasQuote() {
      return seat != null && seat.quoteId() != null;
    }

    /** A row with these in it. */
    Draft row(RowRequest row) {
      return new InvitationRequest(
              row.firstName(),
              row.lastName(),
              row.email(),
              own(row.jobTitle(), jobTitle),
              row.phone(),
              own(row.role(), role),
              own(row.officeId(), officeId),
              own(row.products(), products),
              own(row.seat(), seat),
              own(row.language(), language))
          .draft();
    }

    private static <T> @Nullable T own(@Nullable T ofRow, @Nullable T usual) {
      return ofRow == null ? usual : ofRow;
    }
  }

  /** One to invite; names and phone may be left to the invited person. */
  @Schema(name = "InvitationBatchRow", requiredProperties = "email")
  public record RowRequest(
      @Schema(maxLength = 100) @Nullable String firstName,
      @Schema(maxLength = 100) @Nullable String lastName,
      @Schema(examples = "bob@acme.test") @Nullable String email,
      @Schema(maxLength = 100) @Nullable String jobTitle,
      @Schema(description = "E.164", examples = "+14155550100") @Nullable String phone,
      @Schema(enumeration = {"COMPANY_ADMIN", "OFFICE_ADMIN", "MANAGER", "USER"})
          @Nullable String role,
      @Nullable UUID officeId,
      @Nullable List<String> products,
      @Nullable SeatRequest seat,
      @Schema(description = "BCP 47", examples = "de") @Nullable String language) {

    static final RowRequest NOBODY = of(null, null, null);

    static RowRequest of(
        @Nullable String email, @Nullable String firstName, @Nullable String lastName) {
      return new RowRequest(firstName, lastName, email, null, null, null, null, null, null, null);
    }
  }

  Defaults usual() {
    return Optional.ofNullable(defaults).orElse(Defaults.NONE);
  }
}
