package dev.rollcall.invitation.listing;

import dev.rollcall.invitation.Status;
import dev.rollcall.invitation.storage.InvitationRow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An invitation as its company reads it; never with a link or a token (INV-7). */
@Schema(description = "An invitation")
public record InvitationView(
    UUID id,
    UUID companyId,
    @Schema(examples = "Bob") @Nullable String firstName,
    @Schema(examples = "Stone") @Nullable String lastName,
    @Schema(examples = "bob@acme.test") String email,
    @Nullable String jobTitle,
    @Nullable String phone,
    @Schema(description = "BCP 47, of the mail; null for the service's default", examples = "de")
        @Nullable String language,
    @Schema(examples = "USER") String role,
    UUID officeId,
    List<String> products,
    Status status,
    @Schema(examples = "has not yet joined") @Nullable String displayHint,
    @Schema(description = "how far the newest mail got") InvitationRow.Delivery delivery,
    @Schema(description = "user id") UUID invitedBy,
    @Nullable Instant expiresAt,
    SeatView seat,
    @Schema(description = "the code with which a seat was refused") @Nullable String refusal,
    @Schema(description = "who joined") @Nullable UUID userId,
    @Schema(description = "when the names, address and phone of one that nobody joined by went")
        @Nullable Instant anonymisedAt,
    Instant createdAt,
    Instant updatedAt) {

  /** The seat asked for, and the license while one is reserved or taken. */
  public record SeatView(
      @Schema(
              enumeration = {"EXISTING", "PURCHASE"},
              examples = "PURCHASE")
          String source,
      @Schema(examples = "TALK") String licenseType,
      @Schema(examples = "PLUS") @Nullable String plan,
      @Schema(description = "that the purchase was bound to") @Nullable UUID quoteId,
      @Nullable UUID licenseId) {}

  /** The view at that instant: one whose time is up reads EXPIRED at once (INV-8). */
  public static InvitationView of(InvitationRow row, Instant now) {
    Status status = statusAt(row, now);
    return new InvitationView(
        row.id(),
        row.companyId(),
        row.firstName(),
        row.lastName(),
        row.email(),
        row.jobTitle(),
        row.phone(),
        row.language(),
        row.role(),
        row.officeId(),
        row.products(),
        status,
        Status.LIVE.contains(status) ? "has not yet joined" : null,
        row.delivery(),
        row.invitedBy(),
        row.expiresAt(),
        new SeatView(
            row.seatSource(), row.licenseType(), row.plan(), row.quoteId(), row.licenseId()),
        row.refusal(),
        row.userId(),
        row.anonymisedAt(),
        row.createdAt(),
        row.updatedAt());
  }

  private static Status statusAt(InvitationRow row, Instant now) {
    Instant expiresAt = row.expiresAt();
    boolean over = row.status() == Status.PENDING && expiresAt != null && !now.isBefore(expiresAt);
    return over ? Status.EXPIRED : row.status();
  }
}
