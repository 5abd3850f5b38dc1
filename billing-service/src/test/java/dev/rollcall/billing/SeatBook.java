package dev.rollcall.billing;

import static dev.rollcall.billing.Examples.COMPANY;
import static dev.rollcall.billing.Examples.NOW;
import static dev.rollcall.billing.Examples.OFFICE;
import static dev.rollcall.billing.Examples.WISH;

import dev.rollcall.billing.Account.Book;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An office's licenses, seats and ledger in memory, moved by the domain's own rules the way the
 * service moves rows.
 */
final class SeatBook {

  private final Map<UUID, License> licenses = new LinkedHashMap<>();
  private final Map<UUID, Seat> seats = new HashMap<>();
  private final Map<UUID, List<String>> answers = new HashMap<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final int purchased;

  SeatBook(int purchased) {
    this.purchased = purchased;
    for (UUID id : Examples.ids(100, purchased)) {
      move(
          License.create(
              id,
              COMPANY,
              OFFICE,
              LicenseType.TALK,
              Plan.BASIC,
              License.Terms.signUp(java.time.LocalDate.EPOCH),
              NOW));
    }
  }

  void request(UUID process, int attempt) {
    Seat seat = seat(process);
    carryOut(SeatRules.request(seat, held(seat), attempt, WISH, NOW));
  }

  void end(UUID process, int attempt) {
    Seat seat = seat(process);
    carryOut(SeatRules.end(seat, held(seat), attempt, NOW));
  }

  void join(UUID process, UUID user) {
    Seat seat = seat(process);
    carryOut(SeatRules.join(seat, held(seat), user, NOW));
  }

  void leave(UUID process, UUID user) {
    Seat seat = seat(process);
    carryOut(SeatRules.leave(seat, held(seat), user, NOW));
  }

  int purchased() {
    return purchased;
  }

  long count(LicenseState state) {
    return licenses.values().stream().filter(license -> license.state() == state).count();
  }

  /** How many licenses the user has. */
  long of(UUID user) {
    return licenses.values().stream()
        .filter(license -> license.occupancy().equals(new Occupancy.Assigned(user)))
        .count();
  }

  List<String> answers(UUID process) {
    return answers.getOrDefault(process, List.of());
  }

  List<LedgerEntry> ledger() {
    return ledger;
  }

  long balance(Book book) {
    return ledger.stream()
        .flatMap(entry -> entry.postings().stream())
        .filter(posting -> posting.account().book() == book)
        .mapToLong(Posting::quantity)
        .sum();
  }

  /** Everything that a later event could depend on, but for how often it was answered. */
  List<Object> state() {
    return List.of(Map.copyOf(licenses), seats(), ledger.size());
  }

  private Map<UUID, Seat> seats() {
    Map<UUID, Seat> unnumbered = new HashMap<>();
    seats.forEach((process, seat) -> unnumbered.put(process, unnumbered(seat)));
    return unnumbered;
  }

  private static Seat unnumbered(Seat seat) {
    return new Seat(
        seat.companyId(),
        seat.processId(),
        seat.attempt(),
        seat.status(),
        seat.licenseId(),
        seat.userId(),
        seat.wish(),
        seat.refusal(),
        0);
  }

  /** Who has how many licenses, whichever they are. */
  Map<Occupancy, Long> occupancy() {
    Map<Occupancy, Long> counts = new HashMap<>();
    licenses.values().forEach(license -> counts.merge(license.occupancy(), 1L, Long::sum));
    return counts;
  }

  Seat seat(UUID process) {
    return seats.getOrDefault(process, Seat.unseen(COMPANY, process));
  }

  private Optional<License> held(Seat seat) {
    return seat.licenseId().map(licenses::get);
  }

  private void carryOut(SeatDecision decision) {
    switch (decision) {
      case SeatDecision.Unchanged unchanged -> {}
      case SeatDecision.Decided(SeatChange change) -> write(change);
      case SeatDecision.Wanted wanted -> {
        write(wanted.first());
        write(
            licenses.values().stream()
                .filter(license -> license.state() == LicenseState.FREE)
                .findFirst()
                .map(license -> SeatRules.take(wanted, license, NOW))
                .orElseGet(() -> SeatRules.refuse(wanted, SeatRules.NO_FREE_LICENSE)));
      }
    }
  }

  private void write(SeatChange change) {
    seats.put(change.seat().processId(), change.seat());
    change.movements().forEach(this::move);
    for (SeatAnswer answer : change.answers()) {
      List<String> told =
          answers.computeIfAbsent(change.seat().processId(), process -> new ArrayList<>());
      if (answer.version() != told.size() + 1) {
        throw new AssertionError("versions of answers rise by one: " + answer);
      }
      told.add(text(answer));
    }
  }

  private void move(Movement movement) {
    License before = licenses.put(movement.after().id(), movement.after());
    if (movement.after().version() != (before == null ? 1 : before.version() + 1)) {
      throw new AssertionError("versions of a license rise by one: " + movement);
    }
    String previous = ledger.isEmpty() ? LedgerRules.START : ledger.getLast().hash();
    ledger.add(
        LedgerRules.entry(
            movement, Examples.id(1000 + ledger.size()), ledger.size() + 1, NOW, previous));
  }

  private static String text(SeatAnswer answer) {
    return switch (answer) {
      case SeatAnswer.Granted granted -> "granted " + granted.attempt();
      case SeatAnswer.Refused refused -> "refused " + refused.attempt() + " " + refused.code();
      case SeatAnswer.Released released -> "released " + released.attempt();
    };
  }
}
