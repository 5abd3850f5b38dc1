package dev.rollcall.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A location of a company, in one country, on one price level (CO-3).
 *
 * @param headOffice the office of the sign-up; there is one, and it stays
 * @param closing the process that closes it; null unless CLOSING
 */
public record Office(
    UUID id,
    UUID companyId,
    Address address,
    boolean headOffice,
    Status status,
    @Nullable Closing closing,
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

  /**
   * The question that those who own what may be in the office answer (EVENTS.md, office closing).
   *
   * @param attempt rises each time it is asked; answers to an older one are ignored
   */
  public record Closing(UUID processId, int attempt) {}

  public static Office open(
      UUID id, UUID companyId, Address address, boolean headOffice, Instant now) {
    return new Office(id, companyId, address, headOffice, Status.OPEN, null, now, now, 1);
  }

  public boolean isOpen() {
    return status == Status.OPEN;
  }

  Office with(Address changed, Instant now) {
    return new Office(
        id, companyId, changed, headOffice, status, closing, createdAt, now, version + 1);
  }

  /** Closing, and asked about under that attempt of the process. */
  Office closing(UUID process, int attempt, Instant now) {
    return in(Status.CLOSING, new Closing(process, attempt), now);
  }

  Office reopened(Instant now) {
    return in(Status.OPEN, null, now);
  }

  Office deleted(Instant now) {
    return in(Status.DELETED, null, now);
  }

  private Office in(Status next, @Nullable Closing process, Instant now) {
    return new Office(
        id, companyId, address, headOffice, next, process, createdAt, now, version + 1);
  }
}
