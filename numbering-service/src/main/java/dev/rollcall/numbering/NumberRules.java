package dev.rollcall.numbering;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What may happen to a number and to a hold; pure, time and ids are arguments. */
public final class NumberRules {

  private NumberRules() {}

  /** NUM-2: the hold's new end, at most {@code longest} after its start. */
  public static Outcome<Hold> extend(Hold hold, Instant until, Duration longest, Instant now) {
    if (!hold.live(now)) {
      return Outcome.refused(Refusals.holdOver());
    }
    if (!until.isAfter(now) || until.isAfter(hold.createdAt().plus(longest))) {
      return Outcome.refused(Refusals.holdTooLong());
    }
    return Outcome.done(
        new Hold(
            hold.id(),
            hold.companyId(),
            hold.e164(),
            hold.type(),
            hold.country(),
            hold.createdAt(),
            until,
            false,
            hold.version() + 1));
  }

  /** NUM-2, NUM-6: turns a live hold into a number that is being bought for the office. */
  public static Outcome<PhoneNumber> requestPurchase(
      Hold hold, Office office, UUID purchaseId, Instant now) {
    if (!hold.live(now)) {
      return Outcome.refused(Refusals.holdOver());
    }
    return usableIn(hold.type(), hold.country(), office)
        .<Outcome<PhoneNumber>>map(Outcome::refused)
        .orElseGet(
            () ->
                Outcome.done(
                    new PhoneNumber(
                        hold.companyId(),
                        hold.e164(),
                        hold.type(),
                        hold.country(),
                        NumberState.HELD,
                        office.id(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        purchaseId,
                        0)));
  }

  /** NUM-2: the carrier has sold it; it lies in the reserved pool until somebody gets it. */
  public static Outcome<PhoneNumber> bought(PhoneNumber number) {
    return step(number, NumberState.RESERVED).map(PhoneNumber::owned);
  }

  /** NUM-9: the charge was refused or the carrier had no such number any more. */
  public static Outcome<PhoneNumber> purchaseFailed(PhoneNumber number) {
    return step(number, NumberState.AVAILABLE).map(known -> known.to(NumberState.AVAILABLE));
  }

  /** NUM-3, NUM-4, NUM-6: gives a number of the pool to a user, in the user's office. */
  public static Outcome<PhoneNumber> assign(PhoneNumber number, Member member, Office office) {
    if (number.state() == NumberState.ASSIGNED && member.userId().equals(number.userId())) {
      return Outcome.done(number);
    }
    if (!member.active()) {
      return Outcome.refused(Refusals.unknownUser());
    }
    if (number.state() == NumberState.HELD_FOR_RESTORE) {
      return Outcome.refused(Refusals.heldForRestore());
    }
    Optional<Refusal> unusable = usableIn(number.type(), number.country(), office);
    if (unusable.isPresent()) {
      return Outcome.refused(unusable.get());
    }
    return step(number, NumberState.ASSIGNED)
        .map(free -> free.heldBy(member.userId(), office.id()));
  }

  /** NUM-3, NUM-4: takes a number from its user into the reserved pool. */
  public static Outcome<PhoneNumber> unassign(PhoneNumber number, Instant now) {
    if (number.state() == NumberState.HELD_FOR_RESTORE) {
      return Outcome.refused(Refusals.heldForRestore());
    }
    return step(number, NumberState.RESERVED)
        .map(given -> given.takenFrom(given.userId(), NumberState.RESERVED, now));
  }

  /** USR-4, NUM-3: its user was deleted; it waits for them. */
  public static Outcome<PhoneNumber> userDeleted(PhoneNumber number, Instant deletedAt) {
    return step(number, NumberState.HELD_FOR_RESTORE)
        .map(given -> given.takenFrom(given.userId(), NumberState.HELD_FOR_RESTORE, deletedAt));
  }

  /** NUM-3: its user is back, or was never gone; it is theirs again, where it was last used. */
  public static Outcome<PhoneNumber> userBack(PhoneNumber number, UUID userId) {
    return number.state() == NumberState.HELD_FOR_RESTORE
        ? step(number, NumberState.ASSIGNED).map(kept -> kept.heldBy(userId, kept.officeId()))
        : Outcome.refused(Refusals.transition(number.state(), NumberState.ASSIGNED));
  }

  private static Outcome<PhoneNumber> step(PhoneNumber number, NumberState wanted) {
    return number.state().mayBecome(wanted)
        ? Outcome.done(number)
        : Outcome.refused(Refusals.transition(number.state(), wanted));
  }

  private static Optional<Refusal> usableIn(NumberType type, String country, Office office) {
    if (!office.open()) {
      return Optional.of(Refusals.officeClosing());
    }
    return type.boundToCountry() && !country.equals(office.country())
        ? Optional.of(Refusals.otherCountry(country, office.country()))
        : Optional.empty();
  }
}
