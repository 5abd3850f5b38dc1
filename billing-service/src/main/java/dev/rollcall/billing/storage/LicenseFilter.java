package dev.rollcall.billing.storage;

import dev.rollcall.billing.LicenseState;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which licenses a list shows; null shows all.
 *
 * @param offices those that the caller may see; empty for all of the company
 */
public record LicenseFilter(
    @Nullable UUID officeId,
    @Nullable LicenseType type,
    @Nullable Plan plan,
    @Nullable LicenseState state,
    Optional<Set<UUID>> offices) {

  /** Whether it shows every license of the company. */
  boolean isNone() {
    return officeId == null && type == null && plan == null && state == null && offices.isEmpty();
  }

  /** The offices whose licenses it shows; empty for all of the company. */
  Optional<Set<UUID>> inOffices() {
    return officeId == null
        ? offices
        : Optional.of(
            offices.map(seen -> seen.contains(officeId)).orElse(true)
                ? Set.of(officeId)
                : Set.of());
  }
}
