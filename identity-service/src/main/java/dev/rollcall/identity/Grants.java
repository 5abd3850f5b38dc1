package dev.rollcall.identity;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a user may do: computed from role, edition and explicit grants, never stored as truth. */
public final class Grants {

  private Grants() {}

  /**
   * Every permission that somebody of that role holds in a company of that edition, and how far
   * (USR-1). Explicit grants that the role or the edition has no room for count for nothing.
   *
   * @param explicit permissions that a company admin granted to this user (USR-2, USR-11)
   */
  public static Map<Permission, Reach> of(Role role, Edition edition, Set<Permission> explicit) {
    var grants = new EnumMap<Permission, Reach>(Permission.class);
    for (Permission permission : Permission.values()) {
      reach(permission, role, edition, explicit).ifPresent(reach -> grants.put(permission, reach));
    }
    return Collections.unmodifiableMap(grants);
  }

  /** Whether somebody of that role, with those explicit grants, may do more in some editions. */
  public static boolean dependOnEdition(Role role, Set<Permission> explicit) {
    return Arrays.stream(Edition.values())
            .map(edition -> of(role, edition, explicit))
            .distinct()
            .count()
        > 1;
  }

  private static Optional<Reach> reach(
      Permission permission, Role role, Edition edition, Set<Permission> explicit) {
    return permission
        .givenTo(role, edition)
        .or(
            () ->
                explicit.contains(permission)
                    ? permission.grantableTo(role, edition)
                    : Optional.empty());
  }
}
