package dev.rollcall.identity.users;

import dev.rollcall.identity.Edition;
import dev.rollcall.identity.Grants;
import dev.rollcall.identity.Permission;
import dev.rollcall.identity.storage.ListedUser;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A user as somebody sees them: every field, or the fields of the directory (USR-1). */
public sealed interface UserView {

  String HAS_NOT_YET_JOINED = "has not yet joined";

  UUID id();

  /**
   * Every field.
   *
   * @param id the user's id; of a PENDING one the invitation's
   * @param displayHint "has not yet joined" for a PENDING one
   * @param numbers E.164
   */
  @Schema(name = "User")
  record Full(
      UUID id,
      @Schema(examples = "Bob") String firstName,
      @Schema(examples = "Stone") String lastName,
      @Schema(examples = "bob@acme.test") String email,
      @Schema(examples = "Engineer") @Nullable String jobTitle,
      @Schema(examples = "+14155550100") @Nullable String phone,
      @Schema(examples = "USER") String role,
      UUID officeId,
      List<UUID> adminOfficeIds,
      List<String> products,
      List<String> permissions,
      @Schema(enumeration = {"PENDING", "ACTIVE", "DELETED", "ANONYMISED"}) String status,
      @Nullable String displayHint,
      @Schema(examples = "[\"+14155550123\"]") List<String> numbers,
      @Schema(examples = "[\"TALK\"]") List<String> licenseTypes,
      @Nullable Instant joinedAt,
      @Nullable Instant deletedAt,
      @Nullable Instant restorableUntil,
      Instant createdAt,
      Instant updatedAt)
      implements UserView {}

  /** What every member may know of another. */
  @Schema(name = "DirectoryUser")
  record Directory(
      UUID id,
      @Schema(examples = "Bob") String firstName,
      @Schema(examples = "Stone") String lastName,
      @Schema(examples = "bob@acme.test") String email,
      @Schema(examples = "Engineer") @Nullable String jobTitle,
      UUID officeId,
      @Schema(examples = "ACTIVE") String status,
      List<String> numbers)
      implements UserView {}

  static Full full(ListedUser user, Edition edition) {
    return new Full(
        user.id(),
        user.firstName(),
        user.lastName(),
        user.email(),
        user.jobTitle(),
        user.phone(),
        user.role().name(),
        user.officeId(),
        user.adminOfficeIds(),
        user.products(),
        permissions(user, edition),
        user.status(),
        user.status().equals("PENDING") ? HAS_NOT_YET_JOINED : null,
        user.numbers(),
        user.licenseTypes(),
        user.joinedAt(),
        user.deletedAt(),
        user.restorableUntil(),
        user.createdAt(),
        user.updatedAt());
  }

  private static List<String> permissions(ListedUser user, Edition edition) {
    return Grants.of(user.role(), edition, user.granted()).keySet().stream()
        .map(Permission::wireName)
        .toList();
  }

  static Directory directory(ListedUser user) {
    return new Directory(
        user.id(),
        user.firstName(),
        user.lastName(),
        user.email(),
        user.jobTitle(),
        user.officeId(),
        user.status(),
        user.numbers());
  }
}
