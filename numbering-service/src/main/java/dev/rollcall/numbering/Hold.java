package dev.rollcall.numbering;

import java.time.Instant;
import java.util.UUID;

/**
 * A number kept for one company while it makes up its mind (NUM-2).
 *
 * @param createdAt product time; no extension reaches past the longest hold from here
 * @param expiresAt product time; at this very instant the number is free again
 * @param version 1 for the first; rises with every change
 */
public record Hold(
    UUID id,
    UUID companyId,
    String e164,
    NumberType type,
    String country,
    Instant createdAt,
    Instant expiresAt,
    boolean used,
    long version) {

  /** Whether it still keeps the number. */
  public boolean live(Instant now) {
    return !used && now.isBefore(expiresAt);
  }
}
