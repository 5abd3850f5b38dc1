package dev.rollcall.invitation;

import java.time.Instant;
import java.util.UUID;

/** What an address already is in the company, before it is invited (INV-11). */
public sealed interface KnownAs {

  /** Nobody. */
  record Nobody() implements KnownAs {}

  /** An active user. */
  record Member(UUID userId) implements KnownAs {}

  /** A user deleted so recently that restoring is the way back (USR-5). */
  record Deleted(UUID userId, Instant restorableUntil) implements KnownAs {}

  /** Invited, by an invitation that still lives. */
  record Invited(UUID invitationId) implements KnownAs {}
}
