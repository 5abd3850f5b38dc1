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

  /** The purchase asks what the number costs. */
  public static ChargeDecision request(NumberCharge charge, int attempt) {
    if (attempt <= charge.attempt()) {
      return new Unchanged();
    }
    return switch (charge.status()) {
      case GRANTED -> new Wanted(voided(charge, charge.attempt()), attempt);
      case UNSEEN, WAITING, REFUSED, VOIDED -> new Wanted(new Decided(charge, List.of()), attempt);
    };
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
    NumberCharge granted =
        charge.to(wanted.attempt(), Status.GRANTED, Optional.of(terms)).answered();
    return new Decided(
        granted, List.of(new ChargeAnswer.Granted(wanted.attempt(), granted.version(), terms)));
  }

  /** It may not be bought, for that reason. */
  public static Decided refuse(Wanted wanted, String code) {
    NumberCharge refused =
        wanted.first().charge().to(wanted.attempt(), Status.REFUSED, Optional.empty()).answered();
    return new Decided(
        refused, List.of(new ChargeAnswer.Refused(wanted.attempt(), refused.version(), code)));
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
