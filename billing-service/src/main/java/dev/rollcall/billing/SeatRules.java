package dev.rollcall.billing;

import dev.rollcall.billing.Seat.Status;
import dev.rollcall.billing.SeatDecision.Decided;
import dev.rollcall.billing.SeatDecision.Unchanged;
import dev.rollcall.billing.SeatDecision.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Seats for processes (INV-6, INV-18, X-2). Invitations and users come on different topics, so any
 * order between them is met: every rule leads to the state that the right order would have left.
 * {@code held} is the license that the seat names, locked; empty where it names none.
 */
public final class SeatRules {

  /** Why there is no seat: nobody's license of that sort is left in the office (INV-4). */
  public static final String NO_FREE_LICENSE = "NO_FREE_LICENSE";

  /** Why there is no seat: the company doesn't pay (BIL-12). */
  public static final String COMPANY_SUSPENDED = "COMPANY_SUSPENDED";

  /** Why there is no seat: the company has no such office. */
  public static final String UNKNOWN_OFFICE = "UNKNOWN_OFFICE";

  private SeatRules() {}

  /** The process asks for a seat; asked again in the same attempt, it gets its answer again. */
  public static SeatDecision request(
      Seat seat, Optional<License> held, int attempt, SeatWish wish, Instant now) {
    if (attempt < seat.attempt()) {
      return new Unchanged();
    }
    if (attempt == seat.attempt()) {
      return again(seat, held);
    }
    return switch (seat.status()) {
      case ENDED -> new Unchanged();
      case ASSIGNED -> new Decided(granted(SeatChange.only(seat), attempt, held.orElseThrow()));
      case GRANTED ->
          new Wanted(released(seat, seat.attempt(), held.orElseThrow(), now), attempt, wish);
      case UNSEEN, WAITING, REFUSED, RELEASED -> new Wanted(SeatChange.only(seat), attempt, wish);
    };
  }

  /** The same for an event that only comes twice: what was answered stays as it is. */
  public static SeatDecision firstRequest(
      Seat seat, Optional<License> held, int attempt, SeatWish wish, Instant now) {
    return attempt <= seat.attempt() ? new Unchanged() : request(seat, held, attempt, wish, now);
  }

  /**
   * The recorded answer, under a new version: the first one may be lost for good. There is none
   * while it waits, and none that anybody waits for after the attempt's end.
   */
  private static SeatDecision again(Seat seat, Optional<License> held) {
    return switch (seat.status()) {
      case GRANTED, ASSIGNED ->
          new Decided(granted(SeatChange.only(seat), seat.attempt(), held.orElseThrow()));
      case REFUSED -> new Decided(refused(seat, seat.refusal().orElse(NO_FREE_LICENSE)));
      case UNSEEN, WAITING, RELEASED, ENDED -> new Unchanged();
    };
  }

  /** A seat that waits, taken up again now that more is known of the company. */
  public static SeatDecision resume(Seat seat) {
    return seat.wish()
        .<SeatDecision>map(wish -> new Wanted(SeatChange.only(seat), seat.attempt(), wish))
        .orElseGet(Unchanged::new);
  }

  /** The license that was found is kept for it; whoever has joined already gets it at once. */
  public static SeatChange take(Wanted wanted, License free, Instant now) {
    Seat seat = wanted.first().seat();
    Movement reserved = free.reserve(seat.processId(), wanted.attempt(), now);
    SeatChange granted =
        granted(moved(SeatChange.only(seat), reserved), wanted.attempt(), reserved.after());
    return seat.userId()
        .map(user -> assigned(granted, reserved.after(), user, now))
        .orElse(granted);
  }

  /** There is none, for that reason. */
  public static SeatChange refuse(Wanted wanted, String code) {
    return refused(wanted.first().seat().refused(wanted.attempt(), code), code);
  }

  private static SeatChange refused(Seat refused, String code) {
    Seat seat = refused.answered();
    return new SeatChange(
        seat, List.of(), List.of(new SeatAnswer.Refused(seat.attempt(), seat.version(), code)));
  }

  /** Nobody can tell yet: it waits until the company is known, or its office closed or open. */
  public static SeatChange await(Wanted wanted) {
    return SeatChange.only(wanted.first().seat().waiting(wanted.attempt(), wanted.wish()));
  }

  /** The attempt ended without a join: revoked, declined, expired, bounced, refused (INV-18). */
  public static SeatDecision end(Seat seat, Optional<License> held, int attempt, Instant now) {
    if (attempt < seat.attempt()) {
      return new Unchanged();
    }
    return switch (seat.status()) {
      case ASSIGNED, ENDED -> new Unchanged();
      case GRANTED -> new Decided(released(seat, attempt, held.orElseThrow(), now));
      case REFUSED, RELEASED ->
          attempt == seat.attempt() ? new Unchanged() : remembered(seat, attempt);
      case UNSEEN, WAITING -> remembered(seat, attempt);
    };
  }

  /** The user has joined: the pivot (EVENTS.md, Join). */
  public static SeatDecision join(Seat seat, Optional<License> held, UUID user, Instant now) {
    return switch (seat.status()) {
      case ENDED -> new Unchanged();
      case ASSIGNED -> kept(seat, held.orElseThrow(), user, now);
      case GRANTED -> new Decided(assigned(SeatChange.only(seat), held.orElseThrow(), user, now));
      case UNSEEN, WAITING, REFUSED, RELEASED ->
          seat.userId().isPresent()
              ? new Unchanged()
              : new Decided(SeatChange.only(seat.joinedBy(user)));
    };
  }

  /** The user is deleted (USR-4), whether or not it was heard that they had joined. */
  public static SeatDecision leave(Seat seat, Optional<License> held, UUID user, Instant now) {
    return switch (seat.status()) {
      case ENDED -> new Unchanged();
      case GRANTED ->
          new Decided(ended(released(seat, seat.attempt(), held.orElseThrow(), now), user));
      case ASSIGNED -> new Decided(ended(givenBack(seat, held.orElseThrow(), user, now), user));
      case UNSEEN, WAITING, REFUSED, RELEASED -> new Decided(ended(SeatChange.only(seat), user));
    };
  }

  /**
   * The license is theirs already; one that drifted away and is free is given to them again,
   * unless the company has given it up meanwhile.
   */
  private static SeatDecision kept(Seat seat, License held, UUID user, Instant now) {
    return held.state() == LicenseState.FREE && held.terms().removal().isEmpty()
        ? new Decided(assigned(SeatChange.only(seat), held, user, now))
        : new Unchanged();
  }

  /** One that drifted to somebody else is not the leaver's to give back. */
  private static SeatChange givenBack(Seat seat, License held, UUID user, Instant now) {
    SeatChange change = SeatChange.only(seat);
    return held.occupancy().equals(new Occupancy.Assigned(user))
        ? moved(change, held.free(now))
        : change;
  }

  private static SeatChange granted(SeatChange change, int attempt, License license) {
    Status status = change.seat().status() == Status.ASSIGNED ? Status.ASSIGNED : Status.GRANTED;
    Seat seat = change.seat().holding(attempt, status, license.id()).answered();
    return answered(change, seat, new SeatAnswer.Granted(attempt, seat.version(), license));
  }

  private static SeatChange released(Seat seat, int attempt, License held, Instant now) {
    Seat next = seat.without(attempt, Status.RELEASED).answered();
    return answered(
        moved(SeatChange.only(seat), held.free(now)),
        next,
        new SeatAnswer.Released(seat.attempt(), next.version(), held.id()));
  }

  private static SeatChange assigned(SeatChange change, License held, UUID user, Instant now) {
    SeatChange moved = moved(change, held.assign(user, now));
    Seat seat =
        change.seat().joinedBy(user).holding(change.seat().attempt(), Status.ASSIGNED, held.id());
    return new SeatChange(seat, moved.movements(), moved.answers());
  }

  private static SeatChange ended(SeatChange change, UUID user) {
    Seat seat = change.seat().joinedBy(user).without(change.seat().attempt(), Status.ENDED);
    return new SeatChange(seat, change.movements(), change.answers());
  }

  private static SeatDecision remembered(Seat seat, int attempt) {
    return new Decided(SeatChange.only(seat.without(attempt, Status.RELEASED)));
  }

  private static SeatChange moved(SeatChange change, Movement movement) {
    List<Movement> movements = new ArrayList<>(change.movements());
    movements.add(movement);
    return new SeatChange(change.seat(), movements, change.answers());
  }

  private static SeatChange answered(SeatChange change, Seat seat, SeatAnswer answer) {
    List<SeatAnswer> answers = new ArrayList<>(change.answers());
    answers.add(answer);
    return new SeatChange(seat, change.movements(), answers);
  }
}
