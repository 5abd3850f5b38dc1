package dev.rollcall.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person's membership of one company.
 *
 * @param personId the Keycloak account
 * @param invitationId which invitation made it; null for a founder
 * @param version rises by one with every change
 */
public record User(
    UUID id,
    UUID companyId,
    UUID personId,
    Profile profile,
    Position position,
    Lifecycle lifecycle,
    boolean founder,
    @Nullable UUID invitationId,
    long version) {

  /** ACTIVE opens the company to the person; every other state closes it. */
  public enum Status {
    ACTIVE,
    DELETED
  }

  /**
   * Who they are.
   *
   * @param phone E.164
   * @param jobTitle up to 100 characters
   */
  public record Profile(
      String firstName,
      String lastName,
      String email,
      @Nullable String phone,
      @Nullable String jobTitle) {}

  /**
   * What they do in the company.
   *
   * @param adminOfficeIds offices that an OFFICE_ADMIN administers; empty for other roles
   * @param granted permissions beyond the role
   */
  public record Position(
      Role role,
      UUID officeId,
      Set<UUID> adminOfficeIds,
      Set<Product> products,
      Set<Permission> granted) {

    public Position {
      adminOfficeIds = Set.copyOf(adminOfficeIds);
      products = Set.copyOf(products);
      granted = Set.copyOf(granted);
    }

    /** A position without extra permissions; an office admin administers the own office first. */
    public static Position of(Role role, UUID officeId, Set<Product> products) {
      return new Position(
          role,
          officeId,
          role == Role.OFFICE_ADMIN ? Set.of(officeId) : Set.of(),
          products,
          Set.of());
    }

    /** A position that administers no single office. */
    Position inRole(Role other) {
      return new Position(other, officeId, Set.of(), products, granted);
    }

    Position granting(Permission permission) {
      var more = EnumSet.of(permission);
      more.addAll(granted);
      return new Position(role, officeId, adminOfficeIds, products, more);
    }

    Position revoking(Permission permission) {
      var fewer = EnumSet.noneOf(Permission.class);
      fewer.addAll(granted);
      fewer.remove(permission);
      return new Position(role, officeId, adminOfficeIds, products, fewer);
    }
  }

  /**
   * When they came and went.
   *
   * @param restorableUntil the first instant at which a deleted user can't come back (USR-5)
   */
  public record Lifecycle(
      Status status,
      Instant joinedAt,
      @Nullable Instant deletedAt,
      @Nullable Instant restorableUntil,
      Instant updatedAt) {}

  /** A new user, active at once. */
  public static User joining(
      UUID id,
      UUID companyId,
      UUID personId,
      Profile profile,
      Position position,
      @Nullable UUID invitationId,
      Instant now) {
    return new User(
        id,
        companyId,
        personId,
        profile,
        position,
        new Lifecycle(Status.ACTIVE, now, null, null, now),
        invitationId == null,
        invitationId,
        1);
  }

  public boolean isActive() {
    return lifecycle.status == Status.ACTIVE;
  }

  public boolean isActiveAdmin() {
    return isActive() && position.role == Role.COMPANY_ADMIN;
  }

  /** What they may do in a company of that edition (USR-1). */
  public Map<Permission, Reach> grants(Edition edition) {
    return Grants.of(position.role, edition, position.granted);
  }

  /** Whether a change of the company's edition may change what they may do. */
  public boolean dependsOnEdition() {
    return Grants.dependOnEdition(position.role, position.granted);
  }

  /** Whether they hold the permission for something in that office. */
  public boolean mayIn(UUID officeId, Permission permission, Edition edition) {
    Reach reach = grants(edition).get(permission);
    return reach == Reach.COMPANY
        || (reach == Reach.OFFICES && position.adminOfficeIds.contains(officeId));
  }

  User with(Profile changedProfile, Position changedPosition, Instant now) {
    return new User(
        id,
        companyId,
        personId,
        changedProfile,
        changedPosition,
        new Lifecycle(
            lifecycle.status,
            lifecycle.joinedAt,
            lifecycle.deletedAt,
            lifecycle.restorableUntil,
            now),
        founder,
        invitationId,
        version + 1);
  }

  /** The same user under a new version, where only what their role gives has changed. */
  public User touched(Instant now) {
    return with(profile, position, now);
  }

  User deleted(Instant now, Duration restoreWindow) {
    return new User(
        id,
        companyId,
        personId,
        profile,
        position,
        new Lifecycle(Status.DELETED, lifecycle.joinedAt, now, now.plus(restoreWindow), now),
        founder,
        invitationId,
        version + 1);
  }
}
