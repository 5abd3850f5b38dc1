package dev.rollcall.identity.storage;

import dev.rollcall.identity.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

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
