package dev.rollcall.platform.web.access;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A person's membership of a company, as the access check needs it.
 *
 * @param personId the Keycloak user id (the token's {@code sub})
 * @param userId the user (membership) id
 * @param role the role's name; its meaning belongs to identity
 * @param officeId the office the member works in
 * @param adminOfficeIds offices that {@link Scope#OFFICES} reaches
 * @param grants every permission that the member holds, with its scope
 * @param active false for a deleted member; such rows remain, so that a late event can't revive one
 * @param version the user aggregate's version; only a newer one replaces it
 */
public record Membership(
    UUID personId,
    UUID companyId,
    UUID userId,
    String role,
    UUID officeId,
    Set<UUID> adminOfficeIds,
    Map<String, Scope> grants,
    boolean active,
    long version) {

  public Membership {
    adminOfficeIds = Set.copyOf(adminOfficeIds);
    grants = Map.copyOf(grants);
  }
}
