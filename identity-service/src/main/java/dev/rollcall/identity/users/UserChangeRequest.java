package dev.rollcall.identity.users;

import dev.rollcall.identity.UserRules.UserChange;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A change of a user as it is sent; what is left out stays.
 *
 * @param jobTitle blank takes it away
 * @param adminOfficeIds of an OFFICE_ADMIN; the own office where it is left out
 */
public record UserChangeRequest(
    @Schema(examples = "Bob", maxLength = 100) @Nullable String firstName,
    @Schema(examples = "Stone", maxLength = 100) @Nullable String lastName,
    @Schema(examples = "Lead engineer", maxLength = 100) @Nullable String jobTitle,
    @Schema(enumeration = {"COMPANY_ADMIN", "OFFICE_ADMIN", "MANAGER", "USER"})
        @Nullable String role,
    @Nullable List<UUID> adminOfficeIds,
    @Nullable List<String> products) {

  UserChange change() {
    return new UserChange(firstName, lastName, jobTitle, role, adminOfficeIds, products);
  }
}
