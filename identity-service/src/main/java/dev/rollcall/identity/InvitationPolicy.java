package dev.rollcall.identity;

import java.time.Duration;
import java.util.List;

/**
 * How a company invites (INV-1, INV-2, INV-8, INV-20). Identity keeps it, invitation-service obeys
 * it.
 *
 * @param phoneRequired whether an invitation must name a contact phone
 * @param linkLifetime 1 h to 30 d
 * @param allowedDomains registrable domains; empty means any
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

  /** A new company's policy. */
  public static InvitationPolicy ofNewCompany(Duration linkLifetime) {
    return new InvitationPolicy(
        false, ManagerInviteCeiling.USER, linkLifetime, List.of(), List.of());
  }
}
