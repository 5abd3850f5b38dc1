package dev.rollcall.invitation;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What this service knows of a company, from identity's events.
 *
 * @param zone in which people of the company read times (INV-19)
 */
public record Company(
    UUID id, String name, ZoneId zone, Set<String> products, Policy policy, List<Office> offices) {

  public Company {
    products = Set.copyOf(products);
    offices = List.copyOf(offices);
  }

  /**
   * The invitation policy (CO-2).
   *
   * @param managerCeiling the highest role that a manager may invite; empty for none (INV-2)
   * @param linkLifetime PT1H to P30D (INV-8)
   * @param allowedDomains only these registrable domains, where any is named (INV-20)
   * @param blockedDomains never these registrable domains (INV-20)
   */
  public record Policy(
      boolean phoneRequired,
      Optional<Role> managerCeiling,
      Duration linkLifetime,
      Set<String> allowedDomains,
      Set<String> blockedDomains) {

    public Policy {
      allowedDomains = Set.copyOf(allowedDomains);
      blockedDomains = Set.copyOf(blockedDomains);
    }

    /** Whether mail addresses of that ASCII domain may be invited. */
    public boolean admits(String domain) {
      return blockedDomains.stream().noneMatch(listed -> belongs(domain, listed))
          && (allowedDomains.isEmpty()
              || allowedDomains.stream().anyMatch(listed -> belongs(domain, listed)));
    }

    private static boolean belongs(String domain, String registrable) {
      return domain.equalsIgnoreCase(registrable)
          || domain
              .toLowerCase(java.util.Locale.ROOT)
              .endsWith("." + registrable.toLowerCase(java.util.Locale.ROOT));
    }
  }

  /**
   * An office.
   *
   * @param open false once it is closing or deleted; nothing new goes into it
   */
  public record Office(UUID id, boolean headOffice, boolean open) {}

  public Optional<Office> office(UUID id) {
    return offices.stream().filter(office -> office.id().equals(id)).findFirst();
  }

  public Optional<Office> headOffice() {
    return offices.stream().filter(Office::headOffice).findFirst();
  }
}
