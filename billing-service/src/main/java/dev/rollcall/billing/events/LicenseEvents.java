package dev.rollcall.billing.events;

import dev.rollcall.billing.License;
import dev.rollcall.billing.LicenseOrigin;
import dev.rollcall.billing.LicenseState;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Movement;
import dev.rollcall.billing.Occupancy;
import dev.rollcall.billing.Plan;
import dev.rollcall.platform.messaging.OutboxEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code rollcall.license.v1}: each event carries the license's full state. */
public final class LicenseEvents {

  private static final String TOPIC = "rollcall.license.v1";

  private LicenseEvents() {}

  record Payload(
      UUID licenseId,
      UUID companyId,
      UUID officeId,
      LicenseType type,
      Plan plan,
      LicenseState state,
      LicenseOrigin origin,
      @Nullable Holder holder,
      @Nullable Integer attempt,
      @Nullable LocalDate removesAt,
      Instant createdAt) {}

  /** Who has it. */
  sealed interface Holder {}

  record UserHolder(UUID userId) implements Holder {}

  record InvitationHolder(UUID invitationId) implements Holder {}

  /** One event per movement, in their order. */
  public static List<OutboxEvent> of(List<Movement> movements) {
    return movements.stream().map(LicenseEvents::of).toList();
  }

  /** They end at the renewal; until then they stay what they are. */
  public static List<OutboxEvent> removalPlanned(List<License> licenses) {
    return licenses.stream().map(license -> of(license, "removal-planned")).toList();
  }

  private static OutboxEvent of(Movement movement) {
    return of(movement.after(), verb(movement.kind()));
  }

  private static OutboxEvent of(License license, String verb) {
    return new OutboxEvent(
        TOPIC,
        "rollcall.license." + verb + ".v1",
        license.id().toString(),
        license.companyId(),
        license.version(),
        payload(license),
        null);
  }

  private static String verb(Movement.Kind kind) {
    return switch (kind) {
      case CREATED -> "created";
      case RESERVED -> "reserved";
      case ASSIGNED -> "assigned";
      case FREED -> "freed";
      case CANCELLED -> "cancelled";
    };
  }

  private static Payload payload(License license) {
    return new Payload(
        license.id(),
        license.companyId(),
        license.officeId(),
        license.type(),
        license.plan(),
        license.state(),
        license.terms().origin(),
        holder(license.occupancy()),
        license.occupancy() instanceof Occupancy.Reserved(UUID invitation, int attempt)
            ? Integer.valueOf(attempt)
            : null,
        license.terms().removal().map(License.Removal::day).orElse(null),
        license.createdAt());
  }

  private static @Nullable Holder holder(Occupancy occupancy) {
    return switch (occupancy) {
      case Occupancy.Reserved(UUID invitation, int attempt) -> new InvitationHolder(invitation);
      case Occupancy.Assigned(UUID user) -> new UserHolder(user);
      case Occupancy.Free free -> null;
      case Occupancy.Cancelled cancelled -> null;
    };
  }
}
