package dev.rollcall.billing;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What one purchase of a number costs (BIL-11, NUM-1), by its newest attempt.
 *
 * @param processId the purchase
 * @param attempt the newest that was heard of; 0 for none
 * @param terms what was granted, while GRANTED or VOIDED after a grant
 * @param refusal why it may not be bought, while REFUSED; empty where that was not kept yet
 * @param version answers published so far
 */
public record NumberCharge(
    UUID companyId,
    UUID processId,
    int attempt,
    Status status,
    Purchase purchase,
    Optional<Terms> terms,
    Optional<String> refusal,
    long version) {

  /** Where the charge stands. */
  public enum Status {
    UNSEEN,
    /** Asked for, but the company is not known yet. */
    WAITING,
    GRANTED,
    REFUSED,
    VOIDED
  }

  /**
   * What is bought.
   *
   * @param country ISO 3166-1 alpha-2
   */
  public record Purchase(String e164, NumberType type, String country, UUID officeId) {

    /** Whether a TALK license entitles to it: a US local number (NUM-1). */
    public boolean entitling() {
      return type == NumberType.LOCAL && country.equals("US");
    }
  }

  /**
   * At what price.
   *
   * @param entitled whether it is free within the entitlement
   * @param from first day that it is charged for
   */
  public record Terms(UUID chargeId, boolean entitled, Money monthly, LocalDate from) {}

  /** A purchase that nothing was heard of. */
  public static NumberCharge unseen(UUID companyId, UUID processId, Purchase purchase) {
    return new NumberCharge(
        companyId, processId, 0, Status.UNSEEN, purchase, Optional.empty(), Optional.empty(), 0);
  }

  NumberCharge to(int forAttempt, Status next, Optional<Terms> newTerms) {
    return new NumberCharge(
        companyId, processId, forAttempt, next, purchase, newTerms, Optional.empty(), version);
  }

  NumberCharge refused(int forAttempt, String code) {
    return new NumberCharge(
        companyId,
        processId,
        forAttempt,
        Status.REFUSED,
        purchase,
        Optional.empty(),
        Optional.of(code),
        version);
  }

  NumberCharge answered() {
    return new NumberCharge(
        companyId, processId, attempt, status, purchase, terms, refusal, version + 1);
  }
}
