package dev.rollcall.identity;

import dev.rollcall.identity.OfficeClosing.Answer;
import dev.rollcall.identity.OfficeClosing.Owner;
import dev.rollcall.identity.OfficeClosing.State;
import dev.rollcall.platform.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * How an office is closed (CO-3): it is deleted only when all owners have granted one attempt, and
 * is open again as soon as all have answered and one refused. Users need no asking: nobody comes
 * into an office that is CLOSING, and whoever is in it keeps it from closing.
 */
public final class OfficeClosingRules {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private OfficeClosingRules() {}

  /**
   * How patient a process is.
   *
   * @param deadline of the first attempt; each next one waits twice as long, at most a minute
   * @param attempts after so many it is given up
   */
  public record Patience(Duration deadline, int attempts) {

    Instant after(Instant now, int attempt) {
      Duration wait = deadline.multipliedBy(1L << Math.min(attempt - 1, 12));
      return now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }
  }

  /** An office that begins to close, and its process. */
  public record Begun(Office office, OfficeClosing closing) {}

  /** What comes of an answer or a deadline. */
  public sealed interface Decision {

    /** Nothing: too late, twice, or too early. */
    record Unchanged() implements Decision {}

    /** Somebody has still to answer. */
    record Waits(OfficeClosing closing) implements Decision {}

    /** Everybody is asked once more. */
    record AskedAgain(OfficeClosing closing) implements Decision {}

    /** The process is over. */
    record Ended(OfficeClosing closing) implements Decision {}
  }

  /**
   * Begins to close an office, or says why not.
   *
   * @param use what is in it as far as identity knows; only the users decide, the rest is named
   * @param now product time
   * @param realNow real time, which deadlines are in
   */
  public static Outcome<Begun> begin(
      Office office,
      OfficeUse use,
      UUID processId,
      Patience patience,
      Instant now,
      Instant realNow) {
    if (!office.isOpen()) {
      return Outcome.refused(Refusals.officeNotOpen(office.status()));
    }
    if (office.headOffice()) {
      return Outcome.refused(Refusals.headOffice());
    }
    if (use.users() > 0) {
      return Outcome.refused(Refusals.officeInUse(use));
    }
    var closing =
        new OfficeClosing(
            office.companyId(),
            office.id(),
            processId,
            1,
            State.ASKING,
            patience.after(realNow, 1),
            Map.of());
    return Outcome.done(new Begun(office.closing(processId, 1, now), closing));
  }

  /** An owner has answered that attempt. */
  public static Decision answer(OfficeClosing closing, Owner owner, int attempt, Answer answer) {
    if (closing.settled() || attempt != closing.attempt() || closing.answers().containsKey(owner)) {
      return new Decision.Unchanged();
    }
    OfficeClosing answered = closing.with(owner, answer);
    return answered.answeredByAll()
        ? new Decision.Ended(answered.in(answered.refused() ? State.REFUSED : State.DELETED))
        : new Decision.Waits(answered);
  }

  /** The deadline may be over. */
  public static Decision deadline(OfficeClosing closing, Patience patience, Instant realNow) {
    if (closing.settled() || realNow.isBefore(closing.deadline())) {
      return new Decision.Unchanged();
    }
    if (closing.refused()) {
      return new Decision.Ended(closing.in(State.REFUSED));
    }
    return closing.attempt() >= patience.attempts()
        ? new Decision.Ended(closing.in(State.GIVEN_UP))
        : new Decision.AskedAgain(
            closing.askedAgain(patience.after(realNow, closing.attempt() + 1)));
  }

  /** The office as the process leaves it. */
  public static Office follow(Office office, OfficeClosing closing, Instant now) {
    return switch (closing.state()) {
      case ASKING -> office.closing(closing.processId(), closing.attempt(), now);
      case DELETED -> office.deleted(now);
      case REFUSED, GIVEN_UP -> office.reopened(now);
    };
  }

  /**
   * How the process ended, as its caller is told: the id of the office that is gone, or why not.
   */
  public static Outcome<UUID> outcome(OfficeClosing closing) {
    return switch (closing.state()) {
      case DELETED -> Outcome.done(closing.officeId());
      case REFUSED -> Outcome.refused(Refusals.officeInUse(closing.use()));
      case GIVEN_UP -> Outcome.refused(Refusals.closingUnanswered());
      case ASKING -> Outcome.refused(Refusals.officeClosing());
    };
  }
}
