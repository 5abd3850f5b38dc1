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
    Optional<Set<UUID>> offices) {}
