package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.NumberState;
import dev.rollcall.numbering.NumberType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A number of the reserved pool (NUM-4).
 *
 * @param lastUser who it was last for; null for one that nobody had yet
 * @param unassignedAt when it was taken from them, product time
 */
public record ReservedNumberView(
    String e164,
    NumberType type,
    String country,
    NumberState state,
    UUID officeId,
    @Nullable Named lastUser,
    @Nullable Named lastOffice,
    @Nullable Instant unassignedAt,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * An id with the name that goes with it.
   *
   * @param name null where it is not known, or not any more
   */
  public record Named(UUID id, @Nullable String name) {}
}
