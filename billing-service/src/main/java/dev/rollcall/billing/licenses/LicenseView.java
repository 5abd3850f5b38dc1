package dev.rollcall.billing.licenses;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.billing.License;
import dev.rollcall.billing.LicenseOrigin;
import dev.rollcall.billing.LicenseState;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Occupancy;
import dev.rollcall.billing.Plan;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A license as clients see it.
 *
 * @param holder the user or invitation that has it; null while FREE or CANCELLED
 * @param removesAt the renewal that ends it; null unless it was removed
 */
public record LicenseView(
    UUID id,
    LicenseType type,
    Plan plan,
    UUID officeId,
    LicenseState state,
    LicenseOrigin origin,
    @Nullable Holder holder,
    @Nullable LocalDate removesAt,
    Instant createdAt,
    Instant updatedAt) {

  /** Exactly one of the two. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Holder(@Nullable UUID userId, @Nullable UUID invitationId) {}

  /** The license on the wire. */
  public static LicenseView of(License license) {
    return new LicenseView(
        license.id(),
        license.type(),
        license.plan(),
        license.officeId(),
        license.state(),
        license.terms().origin(),
        holder(license.occupancy()),
        license.terms().removal().map(License.Removal::day).orElse(null),
        license.createdAt(),
        license.updatedAt());
  }

  private static @Nullable Holder holder(Occupancy occupancy) {
    return switch (occupancy) {
      case Occupancy.Reserved(UUID invitation, int attempt) -> new Holder(null, invitation);
      case Occupancy.Assigned(UUID user) -> new Holder(user, null);
      case Occupancy.Free free -> null;
      case Occupancy.Cancelled cancelled -> null;
    };
  }
}
