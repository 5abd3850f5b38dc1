package dev.rollcall.identity.storage;

import dev.rollcall.identity.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the user list is asked for (USR-3).
 *
 * @param terms each must begin a word of the name or the e-mail
 * @param licenseType of a license that the user has, or that is reserved for the invitation
 * @param within offices that pending and deleted people may be seen of; empty: all
 * @param activeToo whether {@code within} narrows the active ones, too
 */
public record UserQuery(
    Set<Part> parts,
    List<String> terms,
    Optional<Role> role,
    Optional<PermissionFilter> permission,
    Optional<String> licenseType,
    Optional<UUID> officeId,
    Optional<Set<UUID>> within,
    boolean activeToo,
    Sort sort) {

  /** Whether it asks for what no index of the list knows: words, a license type. */
  boolean searches() {
    return !terms.isEmpty() || licenseType.isPresent();
  }

  /** Empty for all offices; an empty set where nobody of that part may be seen. */
  Optional<Set<UUID>> offices(Part part) {
    Optional<Set<UUID>> seen = within.filter(some -> part != Part.ACTIVE || activeToo);
    return officeId
        .map(office -> Set.of(office))
        .map(wanted -> seen.isEmpty() || seen.get().containsAll(wanted) ? wanted : Set.<UUID>of())
        .or(() -> seen);
  }

  /** The parts of which anybody may be seen, in their order. */
  List<Part> visibleParts() {
    return parts.stream()
        .filter(part -> offices(part).filter(Set::isEmpty).isEmpty())
        .sorted()
        .toList();
  }

  /** The roles by which somebody may be found. */
  Set<Role> rolesThatGive() {
    return asked(permission.map(PermissionFilter::givenTo).orElse(EnumSet.allOf(Role.class)));
  }

  /** The roles in which somebody may be found for what they were granted. */
  Set<Role> rolesThatMayBeGranted() {
    return permission
        .map(filter -> without(filter.grantableTo, filter.givenTo))
        .map(this::asked)
        .orElse(Set.of());
  }

  private static Set<Role> without(Set<Role> roles, Set<Role> others) {
    return roles.stream()
        .filter(candidate -> !others.contains(candidate))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Set<Role> asked(Set<Role> roles) {
    return roles.stream()
        .filter(candidate -> role.isEmpty() || role.get() == candidate)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether any role and office could hold somebody. */
  boolean canFindAnybody() {
    return !visibleParts().isEmpty()
        && !(rolesThatGive().isEmpty() && rolesThatMayBeGranted().isEmpty());
  }

  /** What a tab is made of. */
  public enum Part {
    ACTIVE,
    PENDING,
    DELETED
  }

  /**
   * Who holds a permission.
   *
   * @param givenTo roles that give it
   * @param grantableTo roles in which an explicit grant gives it
   * @param granted the permission's constant, as {@code granted} keeps it
   */
  public record PermissionFilter(Set<Role> givenTo, Set<Role> grantableTo, String granted) {}

  /** The order of the list; ties are broken by id. */
  public record Sort(By by, boolean descending) {

    /** What it goes by. */
    public enum By {
      NAME,
      EMAIL,
      /** When they joined; for pending ones, when they were invited. */
      JOINED
    }
  }
}
