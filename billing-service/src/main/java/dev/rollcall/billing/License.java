package dev.rollcall.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * One paid slot of one type on one plan in one office (BIL-2). Each change answers the {@link
 * Movement} that it is; asking for one that the state doesn't allow is a bug of the caller, who
 * decides by {@link SeatRules} first.
 *
 * @param version rises by one with every movement, from 1
 */
public record License(
    UUID id,
    UUID companyId,
    UUID officeId,
    LicenseType type,
    Plan plan,
    Terms terms,
    Occupancy occupancy,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * How the company came by it, and what it has decided since.
   *
   * @param chargedFrom first day that it costs, in the time zone of billing
   * @param purchaseId what it was bought by; empty for those of the sign-up
   * @param removal when it is removed; it is given to nobody any more
   */
  public record Terms(
      LicenseOrigin origin,
      LocalDate chargedFrom,
      Optional<UUID> purchaseId,
      Optional<Removal> removal) {

    /** Of the sign-up (CO-5). */
    public static Terms signUp(LocalDate chargedFrom) {
      return new Terms(LicenseOrigin.SIGNUP, chargedFrom, Optional.empty(), Optional.empty());
    }

    /** Bought (BIL-4). */
    public static Terms purchased(UUID purchaseId, LocalDate chargedFrom) {
      return new Terms(
          LicenseOrigin.PURCHASED, chargedFrom, Optional.of(purchaseId), Optional.empty());
    }

    Terms removedBy(Removal removal) {
      return new Terms(origin, chargedFrom, purchaseId, Optional.of(removal));
    }
  }

  /**
   * A removal (BIL-4).
   *
   * @param id of the company's request
   * @param day the renewal that it takes effect at
   */
  public record Removal(UUID id, LocalDate day) {}

  /** A new free license. */
  public static Movement create(
      UUID id,
      UUID companyId,
      UUID officeId,
      LicenseType type,
      Plan plan,
      Terms terms,
      Instant now) {
    return Movement.created(
        new License(id, companyId, officeId, type, plan, terms, new Occupancy.Free(), 1, now, now));
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

  /**
   * Marked for removal: no movement, since it stays what it is until the renewal (BIL-2), but a new
   * version.
   */
  public License removeAt(Removal removal, Instant now) {
    return new License(
        id,
        companyId,
        officeId,
        type,
        plan,
        terms.removedBy(removal),
        occupancy,
        version + 1,
        createdAt,
        now);
  }

  /** FREE → CANCELLED: no longer paid for. */
  public Movement cancel(Instant now) {
    return switch (occupancy) {
      case Occupancy.Free free -> to(new Occupancy.Cancelled(), now);
      case Occupancy.Reserved r -> throw impossible(LicenseState.CANCELLED);
      case Occupancy.Assigned a -> throw impossible(LicenseState.CANCELLED);
      case Occupancy.Cancelled c -> throw impossible(LicenseState.CANCELLED);
    };
  }

  private Movement to(Occupancy next, Instant now) {
    return Movement.of(
        this,
        new License(id, companyId, officeId, type, plan, terms, next, version + 1, createdAt, now));
  }

  private IllegalStateException impossible(LicenseState wanted) {
    return new IllegalStateException(
        "license " + id + " can't go from " + state() + " to " + wanted);
  }
}
