package dev.rollcall.billing.licenses;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.billing.LicenseOrigin;
import dev.rollcall.billing.LicenseState;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A license as clients see it.
 *
 * @param holder the user or invitation that has it; null while FREE or CANCELLED
 */
public record LicenseView(
    UUID id,
    LicenseType type,
    Plan plan,
    UUID officeId,
    LicenseState state,
    LicenseOrigin origin,
    @Nullable Holder holder,
    Instant createdAt,
    Instant updatedAt) {

  /** Exactly one of the two. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Holder(@Nullable UUID userId, @Nullable UUID invitationId) {}
}
