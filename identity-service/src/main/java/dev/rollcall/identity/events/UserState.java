package dev.rollcall.identity.events;

import dev.rollcall.identity.Edition;
import dev.rollcall.identity.Permission;
import dev.rollcall.identity.Reach;
import dev.rollcall.identity.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The full state of a user, as {@code rollcall.user.v1} tells it. */
public record UserState(
    UUID userId,
    UUID companyId,
    UUID personId,
    String firstName,
    String lastName,
    String email,
    @Nullable String phone,
    @Nullable String jobTitle,
    String role,
    UUID officeId,
    List<UUID> adminOfficeIds,
    List<String> products,
    List<Grant> grants,
    String status,
    boolean founder,
    @Nullable UUID invitationId,
    Instant joinedAt,
    @Nullable Instant deletedAt,
    @Nullable Instant restorableUntil) {

  /**
   * One permission and how far it reaches.
   *
   * @param scope COMPANY, OFFICES or OWN
   */
  public record Grant(String permission, String scope) {

    static Grant of(Map.Entry<Permission, Reach> grant) {
      return new Grant(grant.getKey().wireName(), grant.getValue().name());
    }
  }

  public static UserState of(User user, Edition edition) {
    User.Profile profile = user.profile();
    User.Position position = user.position();
    User.Lifecycle lifecycle = user.lifecycle();
    return new UserState(
        user.id(),
        user.companyId(),
        user.personId(),
        profile.firstName(),
        profile.lastName(),
        profile.email(),
        profile.phone(),
        profile.jobTitle(),
        position.role().name(),
        position.officeId(),
        position.adminOfficeIds().stream().sorted().toList(),
        position.products().stream().map(Enum::name).sorted().toList(),
        user.grants(edition).entrySet().stream().map(Grant::of).toList(),
        lifecycle.status().name(),
        user.founder(),
        user.invitationId(),
        lifecycle.joinedAt(),
        lifecycle.deletedAt(),
        lifecycle.restorableUntil());
  }
}
