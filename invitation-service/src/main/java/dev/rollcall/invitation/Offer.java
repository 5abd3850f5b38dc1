package dev.rollcall.invitation;

import dev.rollcall.platform.text.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is offered, to whom and by whom; the same in every state.
 *
 * @param attempt counts the seats asked for, from 1; a seat answer to an older one is ignored
 * @param generation counts the links mailed, from 0 before the first; only the newest one lives
 * @param invitedBy user id of who answers for the invitation: the inviter, or the admin who last
 *     resent it (INV-9)
 */
public record Offer(
    UUID id,
    UUID companyId,
    int attempt,
    int generation,
    Invitee invitee,
    Position position,
    SeatWish seat,
    UUID invitedBy,
    Instant createdAt) {

  /**
   * The invited person.
   *
   * @param firstName at most 100 characters; null until somebody gives it
   * @param lastName at most 100 characters; null until somebody gives it
   * @param jobTitle at most 100 characters, or null
   * @param phone E.164, or null
   * @param language the BCP 47 tag that mails are written by (INV-19); null for the service's own
   */
  public record Invitee(
      @Nullable String firstName,
      @Nullable String lastName,
      EmailAddress address,
      @Nullable String jobTitle,
      @Nullable String phone,
      @Nullable String language) {}

  /** What the person will be in the company. */
  public record Position(Role role, UUID officeId, List<String> products) {
    public Position {
      products = List.copyOf(products);
    }
  }

  /**
   * The seat that is asked for.
   *
   * @param plan BASIC, PLUS or PRO; null takes a free license of any plan, or buys what the quote
   *     says
   * @param quoteId billing's quote that the purchase is bound to (INV-5), or null
   */
  public record SeatWish(
      SeatSource source, LicenseType licenseType, @Nullable Plan plan, @Nullable UUID quoteId) {}

  /** Where a seat comes from (INV-4). */
  public enum SeatSource {
    /** A license that the company has and nobody uses. */
    EXISTING,
    /** One that is bought for the invitation. */
    PURCHASE
  }

  /** License types (BIL-1). */
  public enum LicenseType {
    TALK,
    MEETINGS,
    ADD_ON
  }

  /** Plans (BIL-1). */
  public enum Plan {
    BASIC,
    PLUS,
    PRO
  }

  Offer nextLink() {
    return new Offer(
        id, companyId, attempt, generation + 1, invitee, position, seat, invitedBy, createdAt);
  }

  Offer nextAttempt() {
    return new Offer(
        id, companyId, attempt + 1, generation, invitee, position, seat, invitedBy, createdAt);
  }

  Offer answeredForBy(UUID inviter) {
    return new Offer(
        id, companyId, attempt, generation, invitee, position, seat, inviter, createdAt);
  }

  /** The offer with the profile that the accepting person gave. */
  public Offer completedWith(String firstName, String lastName, @Nullable String phone) {
    return new Offer(
        id,
        companyId,
        attempt,
        generation,
        new Invitee(
            firstName, lastName, invitee.address(), invitee.jobTitle(), phone, invitee.language()),
        position,
        seat,
        invitedBy,
        createdAt);
  }

  /** The offer of these products only. */
  public Offer withProducts(List<String> products) {
    return new Offer(
        id,
        companyId,
        attempt,
        generation,
        invitee,
        new Position(position.role(), position.officeId(), products),
        seat,
        invitedBy,
        createdAt);
  }
}
