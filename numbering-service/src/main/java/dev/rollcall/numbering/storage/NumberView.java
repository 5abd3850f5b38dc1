package dev.rollcall.numbering.storage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.rollcall.numbering.NumberState;
import dev.rollcall.numbering.NumberType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A number as clients see it (API.md, Main fields). */
public record NumberView(
    String e164,
    NumberType type,
    String country,
    NumberState state,
    UUID officeId,
    @Nullable Assignee assignee,
    @Nullable String label,
    Instant createdAt,
    Instant updatedAt,
    @JsonIgnore long version) {

  /** Who has it. */
  public record Assignee(UUID userId) {}
}
