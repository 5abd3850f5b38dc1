package dev.rollcall.identity;

import java.time.Instant;
import java.util.UUID;

/**
 * A location of a company, in one country, on one price level (CO-3).
 *
 * @param headOffice the office of the sign-up; there is one, and it stays
 */
public record Office(
    UUID id,
    UUID companyId,
    Address address,
    boolean headOffice,
    Status status,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /** Nothing new comes into an office that is not OPEN. */
  public enum Status {
    OPEN,
    CLOSING,
    DELETED
  }

  /**
   * What an office is told by.
   *
   * @param country ISO 3166-1 alpha-2
   * @param timeZone an IANA zone
   */
  public record Address(String name, String country, String timeZone, String priceLevel) {}

  public static Office open(
      UUID id, UUID companyId, Address address, boolean headOffice, Instant now) {
    return new Office(id, companyId, address, headOffice, Status.OPEN, now, now, 1);
  }

  public boolean isOpen() {
    return status == Status.OPEN;
  }

  Office with(Address changed, Instant now) {
    return new Office(id, companyId, changed, headOffice, status, createdAt, now, version + 1);
  }

  Office deleted(Instant now) {
    return new Office(
        id, companyId, address, headOffice, Status.DELETED, createdAt, now, version + 1);
  }
}
