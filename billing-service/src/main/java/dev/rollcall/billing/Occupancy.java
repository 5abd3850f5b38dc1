package dev.rollcall.billing;

import java.util.UUID;

/** Who has a license: each state with exactly what belongs to it, so that no other mix compiles. */
public sealed interface Occupancy {

  /** Nobody's, to be taken. */
  record Free() implements Occupancy {}

  /**
   * Kept for an invitation.
   *
   * @param attempt of that invitation, from 1
   */
  record Reserved(UUID invitationId, int attempt) implements Occupancy {}

  /** A user's. */
  record Assigned(UUID userId) implements Occupancy {}

  /** No longer paid for. */
  record Cancelled() implements Occupancy {}

  /** The state's name (BIL-2). */
  default LicenseState state() {
    return switch (this) {
      case Free free -> LicenseState.FREE;
      case Reserved reserved -> LicenseState.RESERVED;
      case Assigned assigned -> LicenseState.ASSIGNED;
      case Cancelled cancelled -> LicenseState.CANCELLED;
    };
  }
}
