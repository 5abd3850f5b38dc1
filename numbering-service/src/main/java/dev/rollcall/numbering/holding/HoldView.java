package dev.rollcall.numbering.holding;

import dev.rollcall.numbering.Hold;
import dev.rollcall.numbering.NumberType;
import java.time.Instant;
import java.util.UUID;

/** A hold as clients see it. */
public record HoldView(
    UUID id, String e164, NumberType type, String country, Instant createdAt, Instant expiresAt) {

  static HoldView of(Hold hold) {
    return new HoldView(
        hold.id(), hold.e164(), hold.type(), hold.country(), hold.createdAt(), hold.expiresAt());
  }
}
