package dev.rollcall.identity;

import java.time.Duration;
import java.util.List;

/**
 * How a company invites (INV-1, INV-2, INV-8, INV-20). Identity keeps it, invitation-service obeys
 * it.
 *
 * @param phoneRequired whether an invitation must name a contact phone
 * @param linkLifetime 1 h to 30 d
 * @param allowedDomains registrable domains in ASCII; empty means any
 * @param blockedDomains registrable domains in ASCII; one that is allowed too is blocked
 */
public record InvitationPolicy(
    boolean phoneRequired,
    ManagerInviteCeiling managerInviteCeiling,
    Duration linkLifetime,
    List<String> allowedDomains,
    List<String> blockedDomains) {

  /** The highest role that a manager may invite (INV-2). */
  public enum ManagerInviteCeiling {
    NONE,
    USER,
    MANAGER
  }

  public InvitationPolicy {
    allowedDomains = List.copyOf(allowedDomains);
    blockedDomains = List.copyOf(blockedDomains);
  }

  /**
   * Whether mail addresses of that domain may be invited, and may join (INV-20).
   *
   * @param domain ASCII, lower case
   */
  public boolean admits(String domain) {
    return blockedDomains.stream().noneMatch(listed -> belongs(domain, listed))
        && (allowedDomains.isEmpty()
            || allowedDomains.stream().anyMatch(listed -> belongs(domain, listed)));
  }

  /** Listed ones are registrable, so whatever is under one has the same owner. */
  private static boolean belongs(String domain, String registrable) {
    return domain.equals(registrable) || domain.endsWith("." + registrable);
  }

  /** A new company's policy. */
  public static InvitationPolicy ofNewCompany(Duration linkLifetime) {
    return new InvitationPolicy(
        false, ManagerInviteCeiling.USER, linkLifetime, List.of(), List.of());
  }
}
