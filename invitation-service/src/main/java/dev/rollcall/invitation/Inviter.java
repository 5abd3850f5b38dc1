package dev.rollcall.invitation;

import java.util.Set;
import java.util.UUID;

/**
 * Who invites.
 *
 * @param adminOfficeIds the offices that an OFFICE_ADMIN invites into
 * @param mayPurchase whether they may raise what the company pays (billing.manage)
 */
public record Inviter(
    UUID userId, Role role, UUID officeId, Set<UUID> adminOfficeIds, boolean mayPurchase) {

  public Inviter {
    adminOfficeIds = Set.copyOf(adminOfficeIds);
  }
}
