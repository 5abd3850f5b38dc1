package dev.rollcall.billing;

import dev.rollcall.billing.ChargeDecision.Decided;
import dev.rollcall.billing.ChargeDecision.Unchanged;
import dev.rollcall.billing.ChargeDecision.Wanted;
import dev.rollcall.billing.NumberCharge.Status;
import dev.rollcall.billing.NumberCharge.Terms;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Charges for numbers (NUM-1, BIL-11), decided once per attempt of a purchase. */
public final class ChargeRules {

  /** Why it may not be bought: the company doesn't pay (BIL-12). */
  public static final String COMPANY_SUSPENDED = "COMPANY_SUSPENDED";

  /** Why it may not be bought: the catalogue has no such number. */
  public static final String NO_PRICE = "NO_PRICE";

  private ChargeRules() {}

  /** The purchase asks what the number costs; in the same attempt, it gets its answer again. */
  public static ChargeDecision request(NumberCharge charge, int attempt) {
    if (attempt < charge.attempt()) {
      return new Unchanged();
    }
    if (attempt == charge.attempt()) {
      return again(charge);
    }
    return switch (charge.status()) {
      case GRANTED -> new Wanted(voided(charge, charge.attempt()), attempt);
      case UNSEEN, WAITING, REFUSED, VOIDED -> new Wanted(new Decided(charge, List.of()), attempt);
    };
  }

  /** The same for an event that only comes twice: what was answered stays as it is. */
  public static ChargeDecision firstRequest(NumberCharge charge, int attempt) {
    return attempt <= charge.attempt() ? new Unchanged() : request(charge, attempt);
  }

  /** The recorded answer, under a new version: the first one may be lost for good. */
  private static ChargeDecision again(NumberCharge charge) {
    return switch (charge.status()) {
      case GRANTED -> granted(charge);
      case REFUSED -> refused(charge, charge.refusal().orElse(NO_PRICE));
      case UNSEEN, WAITING, VOIDED -> new Unchanged();
    };
  }

  private static Decided granted(NumberCharge charge) {
    NumberCharge next = charge.answered();
    return new Decided(
        next,
        List.of(
            new ChargeAnswer.Granted(next.attempt(), next.version(), next.terms().orElseThrow())));
  }

  private static Decided refused(NumberCharge charge, String code) {
    NumberCharge next = charge.answered();
    return new Decided(
        next, List.of(new ChargeAnswer.Refused(next.attempt(), next.version(), code)));
  }

  /** A purchase that waits, taken up again now that the company is known. */
  public static ChargeDecision resume(NumberCharge charge) {
    return charge.status() == Status.WAITING
        ? new Wanted(new Decided(charge, List.of()), charge.attempt())
        : new Unchanged();
  }

  /** The purchase didn't come about: what was granted is taken back. */
  public static ChargeDecision fail(NumberCharge charge, int attempt) {
    if (attempt < charge.attempt()) {
      return new Unchanged();
    }
    return switch (charge.status()) {
      case GRANTED -> voided(charge, attempt);
      case UNSEEN, WAITING -> remembered(charge, attempt);
      case REFUSED, VOIDED ->
          attempt == charge.attempt() ? new Unchanged() : remembered(charge, attempt);
    };
  }

  /**
   * Its price. Each TALK license entitles to one US local number free of charge (NUM-1).
   *
   * @param numbersInUse US local numbers that the company has now, charged for or not
   * @param talkLicenses its TALK licenses that are not cancelled
   * @param monthly the catalogue's price
   */
  public static Decided grant(
      Wanted wanted,
      UUID chargeId,
      long numbersInUse,
      long talkLicenses,
      Money monthly,
      LocalDate today) {
    NumberCharge charge = wanted.first().charge();
    boolean entitled = charge.purchase().entitling() && numbersInUse < talkLicenses;
    Money price = entitled ? Money.zero(monthly.currency().getCurrencyCode()) : monthly;
    Terms terms = new Terms(chargeId, entitled, price, today);
    return granted(charge.to(wanted.attempt(), Status.GRANTED, Optional.of(terms)));
  }

  /** It may not be bought, for that reason. */
  public static Decided refuse(Wanted wanted, String code) {
    return refused(wanted.first().charge().refused(wanted.attempt(), code), code);
  }

  /** Nobody can tell yet: it waits until the company is known. */
  public static Decided await(Wanted wanted) {
    return new Decided(
        wanted.first().charge().to(wanted.attempt(), Status.WAITING, Optional.empty()), List.of());
  }

  private static Decided voided(NumberCharge charge, int attempt) {
    NumberCharge next = charge.to(attempt, Status.VOIDED, charge.terms()).answered();
    return new Decided(
        next,
        List.of(
            new ChargeAnswer.Voided(
                charge.attempt(), next.version(), charge.terms().orElseThrow().chargeId())));
  }

  private static Decided remembered(NumberCharge charge, int attempt) {
    return new Decided(charge.to(attempt, Status.VOIDED, Optional.empty()), List.of());
  }
}
