package dev.rollcall.identity.access;

import dev.rollcall.platform.web.access.Membership;
import dev.rollcall.platform.web.access.Scope;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A membership as the other services ask for it.
 *
 * @param status ACTIVE or DELETED
 * @param version of the user aggregate; only a newer one replaces what a service knows
 */
public record MembershipView(
    UUID companyId,
    UUID userId,
    UUID personId,
    String role,
    UUID officeId,
    List<UUID> adminOfficeIds,
    List<GrantView> grants,
    String status,
    long version) {

  /**
   * One permission and how far it reaches.
   *
   * @param scope COMPANY, OFFICES or OWN
   */
  public record GrantView(String permission, String scope) {

    static GrantView of(Map.Entry<String, Scope> grant) {
      return new GrantView(grant.getKey(), grant.getValue().name());
    }
  }

  static MembershipView of(Membership membership) {
    return new MembershipView(
        membership.companyId(),
        membership.userId(),
        membership.personId(),
        membership.role(),
        membership.officeId(),
        membership.adminOfficeIds().stream().sorted().toList(),
        membership.grants().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(GrantView::of)
            .toList(),
        membership.active() ? "ACTIVE" : "DELETED",
        membership.version());
  }
}
