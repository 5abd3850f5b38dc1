package dev.rollcall.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * One paid slot of one type on one plan in one office (BIL-2). Each change answers the {@link
 * Movement} that it is; asking for one that the state doesn't allow is a bug of the caller, who
 * decides by {@link SeatRules} first.
 *
 * @param chargedFrom first day that it costs, in the time zone of billing
 * @param version rises by one with every movement, from 1
 */
public record License(
    UUID id,
    UUID companyId,
    UUID officeId,
    LicenseType type,
    Plan plan,
    LicenseOrigin origin,
    Occupancy occupancy,
    LocalDate chargedFrom,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /** A new free license. */
  public static Movement create(
      UUID id,
      UUID companyId,
      UUID officeId,
      LicenseType type,
      Plan plan,
      LicenseOrigin origin,
      LocalDate chargedFrom,
      Instant now) {
    return Movement.created(
        new License(
            id,
            companyId,
            officeId,
            type,
            plan,
            origin,
            new Occupancy.Free(),
            chargedFrom,
            1,
            now,
            now));
  }

  public LicenseState state() {
    return occupancy.state();
  }

  /** FREE → RESERVED for that attempt of the invitation. */
  public Movement reserve(UUID invitationId, int attempt, Instant now) {
    return switch (occupancy) {
      case Occupancy.Free free -> to(new Occupancy.Reserved(invitationId, attempt), now);
      case Occupancy.Reserved r -> throw impossible(LicenseState.RESERVED);
      case Occupancy.Assigned a -> throw impossible(LicenseState.RESERVED);
      case Occupancy.Cancelled c -> throw impossible(LicenseState.RESERVED);
    };
  }

  /** FREE or RESERVED → ASSIGNED to the user. */
  public Movement assign(UUID userId, Instant now) {
    return switch (occupancy) {
      case Occupancy.Free free -> to(new Occupancy.Assigned(userId), now);
      case Occupancy.Reserved reserved -> to(new Occupancy.Assigned(userId), now);
      case Occupancy.Assigned a -> throw impossible(LicenseState.ASSIGNED);
      case Occupancy.Cancelled c -> throw impossible(LicenseState.ASSIGNED);
    };
  }

  /** RESERVED or ASSIGNED → FREE. */
  public Movement free(Instant now) {
    return switch (occupancy) {
      case Occupancy.Reserved reserved -> to(new Occupancy.Free(), now);
      case Occupancy.Assigned assigned -> to(new Occupancy.Free(), now);
      case Occupancy.Free f -> throw impossible(LicenseState.FREE);
      case Occupancy.Cancelled c -> throw impossible(LicenseState.FREE);
    };
  }

  private Movement to(Occupancy next, Instant now) {
    return Movement.of(
        this,
        new License(
            id,
            companyId,
            officeId,
            type,
            plan,
            origin,
            next,
            chargedFrom,
            version + 1,
            createdAt,
            now));
  }

  private IllegalStateException impossible(LicenseState wanted) {
    return new IllegalStateException(
        "license " + id + " can't go from " + state() + " to " + wanted);
  }
}
