package dev.rollcall.invitation.events;

import dev.rollcall.invitation.storage.InvitationRow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What {@code rollcall.invitation.v1} says of an invitation: its full state (EVENTS.md). */
public record InvitationState(
    UUID invitationId,
    UUID companyId,
    int attempt,
    String status,
    @Nullable String firstName,
    @Nullable String lastName,
    String email,
    @Nullable String jobTitle,
    @Nullable String phone,
    String role,
    UUID officeId,
    List<String> products,
    Seat seat,
    UUID invitedBy,
    @Nullable Instant expiresAt,
    @Nullable UUID userId,
    @Nullable String refusal,
    Instant createdAt) {

  /** The seat asked for, and the license reserved where there is one. */
  public record Seat(
      String source,
      String licenseType,
      @Nullable String plan,
      @Nullable UUID quoteId,
      @Nullable UUID licenseId) {}

  static InvitationState of(InvitationRow row) {
    return new InvitationState(
        row.id(),
        row.companyId(),
        row.attempt(),
        row.status().name(),
        row.firstName(),
        row.lastName(),
        row.email(),
        row.jobTitle(),
        row.phone(),
        row.role(),
        row.officeId(),
        row.products(),
        new Seat(row.seatSource(), row.licenseType(), row.plan(), row.quoteId(), row.licenseId()),
        row.invitedBy(),
        row.expiresAt(),
        row.userId(),
        row.refusal(),
        row.createdAt());
  }
}
