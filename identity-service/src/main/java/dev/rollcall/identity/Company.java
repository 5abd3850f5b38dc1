package dev.rollcall.identity;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * The tenant.
 *
 * @param country ISO 3166-1 alpha-2
 * @param edition as billing last said; at first as the company signed up
 * @param founderUserId who signed the company up (CO-5)
 * @param version rises by one with every change of the company or of one of its offices
 */
public record Company(
    UUID id,
    Settings settings,
    String country,
    Edition edition,
    UUID founderUserId,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /**
   * What company admins edit (CO-2).
   *
   * @param timeZone an IANA zone
   */
  public record Settings(
      String name,
      String timeZone,
      String billingEmail,
      Set<Product> enabledProducts,
      InvitationPolicy invitationPolicy) {

    public Settings {
      enabledProducts = Set.copyOf(enabledProducts);
    }
  }

  /** The company after a change of its settings. */
  public Company with(Settings changed, Instant now) {
    return new Company(id, changed, country, edition, founderUserId, createdAt, now, version + 1);
  }

  /** The company after one of its offices changed. */
  public Company touched(Instant now) {
    return with(settings, now);
  }

  /** The company in the edition that billing says it has. */
  public Company in(Edition other, Instant now) {
    return new Company(id, settings, country, other, founderUserId, createdAt, now, version + 1);
  }
}
