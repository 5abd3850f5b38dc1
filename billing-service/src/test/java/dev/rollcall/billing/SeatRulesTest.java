package dev.rollcall.billing;

import static dev.rollcall.billing.Examples.COMPANY;
import static dev.rollcall.billing.Examples.NOW;
import static dev.rollcall.billing.Examples.PROCESS;
import static dev.rollcall.billing.Examples.USER;
import static dev.rollcall.billing.Examples.WISH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SeatRulesTest {

  private static final UUID OTHER = Examples.id(77);

  private SeatBook book;

  @BeforeEach
  void threeLicenses() {
    book = new SeatBook(3);
  }

  @Test
  @DisplayName("INV-6 a request reserves one free license and grants it")
  void reserves() {
    book.request(PROCESS, 1);

    assertThat(book.count(LicenseState.RESERVED)).isEqualTo(1);
    assertThat(book.answers(PROCESS)).containsExactly("granted 1");
  }

  @Test
  @DisplayName("INV-4 without a free license the request is refused")
  void refuses() {
    book = new SeatBook(0);

    book.request(PROCESS, 1);

    assertThat(book.answers(PROCESS)).containsExactly("refused 1 NO_FREE_LICENSE");
  }

  @Test
  @DisplayName("INV-18 the same request twice is one seat and the same answer again")
  void requestTwice() {
    book.request(PROCESS, 1);
    book.request(PROCESS, 1);

    assertThat(book.count(LicenseState.RESERVED)).isEqualTo(1);
    assertThat(book.answers(PROCESS)).containsExactly("granted 1", "granted 1");
  }

  @Test
  @DisplayName("X-2 a request that only comes twice changes nothing, its answer's version neither")
  void deliveredTwice() {
    book.request(PROCESS, 1);
    Seat seat = book.seat(PROCESS);

    assertThat(SeatRules.firstRequest(seat, java.util.Optional.empty(), 1, WISH, NOW))
        .isEqualTo(new SeatDecision.Unchanged());
  }

  @Test
  @DisplayName("X-1 a refusal that was lost is told again, whatever has become free since")
  void refusedTwice() {
    book = new SeatBook(1);
    book.request(OTHER, 1);
    book.request(PROCESS, 1);
    book.end(OTHER, 1);

    book.request(PROCESS, 1);

    assertThat(book.answers(PROCESS))
        .containsExactly("refused 1 NO_FREE_LICENSE", "refused 1 NO_FREE_LICENSE");
  }

  @Test
  @DisplayName("X-2 an attempt that has ended is answered no more")
  void askedAfterEnd() {
    book.request(PROCESS, 1);
    book.end(PROCESS, 1);

    book.request(PROCESS, 1);

    assertThat(book.answers(PROCESS)).containsExactly("granted 1", "released 1");
  }

  @Test
  @DisplayName("INV-18 an end frees one seat, however often it comes")
  void endTwice() {
    book.request(PROCESS, 1);
    book.end(PROCESS, 1);
    book.end(PROCESS, 1);

    assertThat(book.count(LicenseState.FREE)).isEqualTo(3);
    assertThat(book.answers(PROCESS)).containsExactly("granted 1", "released 1");
  }

  @Test
  @DisplayName("INV-9 a new attempt after the end reserves again")
  void nextAttempt() {
    book.request(PROCESS, 1);
    book.end(PROCESS, 1);
    book.request(PROCESS, 2);

    assertThat(book.count(LicenseState.RESERVED)).isEqualTo(1);
    assertThat(book.answers(PROCESS)).containsExactly("granted 1", "released 1", "granted 2");
  }

  @Test
  @DisplayName("X-2 an end that comes before its request is remembered")
  void endFirst() {
    book.end(PROCESS, 1);
    book.request(PROCESS, 1);

    assertThat(book.count(LicenseState.FREE)).isEqualTo(3);
    assertThat(book.answers(PROCESS)).isEmpty();
  }

  @Test
  @DisplayName("X-2 an end of an older attempt changes nothing")
  void lateEnd() {
    book.request(PROCESS, 2);
    book.end(PROCESS, 1);

    assertThat(book.count(LicenseState.RESERVED)).isEqualTo(1);
  }

  @Test
  @DisplayName("X-2 a request of an older attempt changes nothing")
  void lateRequest() {
    book.request(PROCESS, 2);
    book.request(PROCESS, 1);

    assertThat(book.answers(PROCESS)).containsExactly("granted 2");
  }

  @Test
  @DisplayName("X-2 a newer attempt whose end was missed lets the older seat go first")
  void missedEnd() {
    book.request(PROCESS, 1);
    book.request(PROCESS, 2);

    assertThat(book.count(LicenseState.RESERVED)).isEqualTo(1);
    assertThat(book.answers(PROCESS)).containsExactly("granted 1", "released 1", "granted 2");
  }

  @Test
  @DisplayName("BIL-2 joining assigns the reserved license")
  void join() {
    book.request(PROCESS, 1);
    book.join(PROCESS, USER);

    assertThat(book.of(USER)).isEqualTo(1);
    assertThat(book.count(LicenseState.RESERVED)).isZero();
  }

  @Test
  @DisplayName("X-2 a user who is heard of before the request gets the license with the grant")
  void joinFirst() {
    book.join(PROCESS, USER);
    book.request(PROCESS, 1);

    assertThat(book.of(USER)).isEqualTo(1);
    assertThat(book.answers(PROCESS)).containsExactly("granted 1");
  }

  @Test
  @DisplayName("EVENTS Join: after the pivot no end takes the seat away")
  void endAfterJoin() {
    book.request(PROCESS, 1);
    book.join(PROCESS, USER);
    book.end(PROCESS, 1);

    assertThat(book.of(USER)).isEqualTo(1);
  }

  @Test
  @DisplayName("X-2 the resend that the user joined by is answered with the seat they have")
  void resendAfterJoin() {
    book.request(PROCESS, 1);
    book.join(PROCESS, USER);
    book.end(PROCESS, 1);
    book.request(PROCESS, 2);

    assertThat(book.of(USER)).isEqualTo(1);
    assertThat(book.answers(PROCESS)).containsExactly("granted 1", "granted 2");
  }

  @Test
  @DisplayName("X-3 BIL-4 a license that drifted away and was given up since is given to nobody")
  void driftedAndRemoved() {
    License removed =
        Examples.free()
            .removeAt(
                new License.Removal(Examples.id(9), LocalDate.parse("2026-04-01")), Examples.NOW);
    Seat seat =
        Seat.unseen(Examples.COMPANY, PROCESS)
            .holding(1, Seat.Status.ASSIGNED, removed.id())
            .joinedBy(USER);

    assertThat(SeatRules.join(seat, Optional.of(removed), USER, Examples.NOW))
        .isInstanceOf(SeatDecision.Unchanged.class);
  }

  @Test
  @DisplayName("USR-4 a deleted user's license is free again")
  void leave() {
    book.request(PROCESS, 1);
    book.join(PROCESS, USER);
    book.leave(PROCESS, USER);

    assertThat(book.count(LicenseState.FREE)).isEqualTo(3);
  }

  @Test
  @DisplayName("X-2 a user deleted before the join was heard of leaves no seat behind")
  void leaveFirst() {
    book.request(PROCESS, 1);
    book.leave(PROCESS, USER);
    book.join(PROCESS, USER);

    assertThat(book.count(LicenseState.FREE)).isEqualTo(3);
    assertThat(book.answers(PROCESS)).containsExactly("granted 1", "released 1");
  }

  @Test
  @DisplayName("X-2 nothing is reserved for a process whose user has come and gone")
  void requestAfterLeave() {
    book.leave(PROCESS, USER);
    book.request(PROCESS, 1);

    assertThat(book.count(LicenseState.FREE)).isEqualTo(3);
    assertThat(book.answers(PROCESS)).isEmpty();
  }

  @Test
  @DisplayName("EVENTS Invite: a request of an unknown company waits and is answered once known")
  void waits() {
    Seat unseen = Seat.unseen(COMPANY, PROCESS);
    var wanted =
        (SeatDecision.Wanted) SeatRules.request(unseen, java.util.Optional.empty(), 1, WISH, NOW);

    Seat waiting = SeatRules.await(wanted).seat();

    assertThat(waiting.status()).isEqualTo(Seat.Status.WAITING);
    var resumed = (SeatDecision.Wanted) SeatRules.resume(waiting);
    SeatChange taken = SeatRules.take(resumed, Examples.free(), NOW);
    assertThat(taken.answers()).hasSize(1);
    assertThat(taken.seat().status()).isEqualTo(Seat.Status.GRANTED);
    assertThat(SeatRules.resume(taken.seat())).isEqualTo(new SeatDecision.Unchanged());
  }

  @Test
  @DisplayName("X-2 an end reaches a request that still waits")
  void endWhileWaiting() {
    Seat unseen = Seat.unseen(COMPANY, PROCESS);
    var wanted =
        (SeatDecision.Wanted) SeatRules.request(unseen, java.util.Optional.empty(), 1, WISH, NOW);
    Seat waiting = SeatRules.await(wanted).seat();

    var ended = (SeatDecision.Decided) SeatRules.end(waiting, java.util.Optional.empty(), 1, NOW);

    assertThat(SeatRules.resume(ended.change().seat())).isEqualTo(new SeatDecision.Unchanged());
  }

  @Test
  @DisplayName("BIL-2 a license never goes where its state doesn't allow")
  void impossible() {
    License free = Examples.free();
    License reserved = Examples.reserved(1);
    License assigned = Examples.assigned();

    assertThatThrownBy(() -> free.free(NOW)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> reserved.reserve(PROCESS, 2, NOW))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> assigned.assign(USER, NOW)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> assigned.reserve(PROCESS, 2, NOW))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("CO-5 a sign-up is three licenses, and the founder takes one")
  void signUp() {
    Subscription subscription = Examples.subscription(java.time.ZoneId.of("UTC"), NOW);

    List<Movement> movements =
        SignUp.licenses(
            subscription,
            Examples.OFFICE,
            LicenseType.TALK,
            Plan.BASIC,
            Examples.ids(10, 3),
            java.util.Optional.of(USER),
            NOW);

    assertThat(movements)
        .extracting(Movement::kind)
        .containsExactly(
            Movement.Kind.CREATED,
            Movement.Kind.CREATED,
            Movement.Kind.CREATED,
            Movement.Kind.ASSIGNED);
    assertThat(movements.getLast().after().occupancy()).isEqualTo(new Occupancy.Assigned(USER));
  }
}
