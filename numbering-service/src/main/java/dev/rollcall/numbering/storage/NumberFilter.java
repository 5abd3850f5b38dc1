package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.NumberState;
import dev.rollcall.numbering.NumberType;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers are listed; null means any.
 *
 * @param offices the offices that the caller's permission reaches; empty for all of the company
 */
public record NumberFilter(
    @Nullable NumberState state,
    @Nullable NumberType type,
    @Nullable UUID officeId,
    @Nullable UUID userId,
    Optional<Set<UUID>> offices) {

  /** Whether it shows every number of the company. */
  boolean isNone() {
    return state == null && type == null && officeId == null && userId == null && offices.isEmpty();
  }

  /** The offices whose numbers it shows; empty for all of the company. */
  Optional<Set<UUID>> inOffices() {
    return officeId == null
        ? offices
        : Optional.of(
            offices.map(seen -> seen.contains(officeId)).orElse(true)
                ? Set.of(officeId)
                : Set.of());
  }
}
