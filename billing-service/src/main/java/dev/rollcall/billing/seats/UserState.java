package dev.rollcall.billing.seats;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What billing reads of {@code rollcall.user.v1}: ids and the status, nothing personal. */
@JsonIgnoreProperties(ignoreUnknown = true)
record UserState(UUID companyId, UUID userId, @Nullable UUID invitationId, String status) {

  @JsonIgnore
  boolean active() {
    return status.equals("ACTIVE");
  }

  Optional<UUID> invitation() {
    return Optional.ofNullable(invitationId);
  }
}
