package dev.rollcall.identity;

import static dev.rollcall.identity.Samples.NOW;
import static dev.rollcall.identity.Samples.refusal;
import static dev.rollcall.identity.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.identity.OfficeClosing.Answer;
import dev.rollcall.identity.OfficeClosing.Owner;
import dev.rollcall.identity.OfficeClosing.State;
import dev.rollcall.identity.OfficeClosingRules.Begun;
import dev.rollcall.identity.OfficeClosingRules.Decision;
import dev.rollcall.identity.OfficeClosingRules.Patience;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OfficeClosingRulesTest {

  private static final Patience PATIENCE = new Patience(Duration.ofSeconds(5), 3);
  private static final UUID PROCESS = UUID.randomUUID();
  private static final Answer GRANTED = new Answer(true, OfficeUse.NONE);
  private static final Answer TWO_LICENSES = new Answer(false, new OfficeUse(0, 1, 2, 0));
  private static final Answer ONE_NUMBER = new Answer(false, new OfficeUse(0, 0, 0, 1));

  private final Company company = Samples.company(Edition.STANDARD);
  private final Office office = office(false);

  @Test
  @DisplayName("CO-3 an office closes, and is deleted when both owners have granted")
  void deleted() {
    Begun begun = begun();
    assertThat(begun.office().status()).isEqualTo(Office.Status.CLOSING);
    assertThat(begun.office().closing()).isEqualTo(new Office.Closing(PROCESS, 1));

    OfficeClosing ended = ended(answered(begun.closing(), GRANTED, GRANTED));

    assertThat(ended.state()).isEqualTo(State.DELETED);
    assertThat(OfficeClosingRules.follow(begun.office(), ended, NOW).status())
        .isEqualTo(Office.Status.DELETED);
  }

  @Test
  @DisplayName("CO-3 one refusal opens the office again, and all that is in it is named")
  void refused() {
    Begun begun = begun();

    OfficeClosing ended = ended(answered(begun.closing(), TWO_LICENSES, ONE_NUMBER));

    Office after = OfficeClosingRules.follow(begun.office(), ended, NOW);
    assertThat(after.isOpen()).isTrue();
    assertThat(after.closing()).isNull();
    assertThat(refusal(OfficeClosingRules.outcome(ended)).code()).isEqualTo("OFFICE_IN_USE");
    assertThat(refusal(OfficeClosingRules.outcome(ended)).details())
        .containsEntry("users", 0L)
        .containsEntry("pendingInvitations", 1L)
        .containsEntry("licenses", 2L)
        .containsEntry("numbers", 1L);
  }

  @Test
  @DisplayName("CO-3 the head office, an office with users and one that closes already stay")
  void notBegun() {
    assertThat(refusal(begin(office(true), OfficeUse.NONE)).code()).isEqualTo("HEAD_OFFICE");
    assertThat(refusal(begin(office, new OfficeUse(1, 0, 0, 0))).code()).isEqualTo("OFFICE_IN_USE");
    assertThat(refusal(begin(begun().office(), OfficeUse.NONE)).code()).isEqualTo("OFFICE_CLOSING");
  }

  @Test
  @DisplayName("CO-3 identity's own view of licenses and numbers decides nothing")
  void viewDecidesNothing() {
    assertThat(value(begin(office, new OfficeUse(0, 3, 3, 3))).office().status())
        .isEqualTo(Office.Status.CLOSING);
  }

  @Test
  @DisplayName("X-2 an answer to an older attempt, or a second one, changes nothing")
  void lateAnswers() {
    OfficeClosing first = begun().closing();
    OfficeClosing second = ((Decision.AskedAgain) after(first, Duration.ofSeconds(5))).closing();

    assertThat(second.attempt()).isEqualTo(2);
    assertThat(OfficeClosingRules.answer(second, Owner.BILLING, 1, GRANTED))
        .isInstanceOf(Decision.Unchanged.class);
    OfficeClosing half = waits(OfficeClosingRules.answer(second, Owner.BILLING, 2, TWO_LICENSES));
    assertThat(OfficeClosingRules.answer(half, Owner.BILLING, 2, GRANTED))
        .isInstanceOf(Decision.Unchanged.class);
  }

  @Test
  @DisplayName(
      "X-1 at the deadline everybody is asked again, with more time, and in the end no more")
  void deadlines() {
    OfficeClosing first = begun().closing();
    assertThat(after(first, Duration.ofSeconds(4))).isInstanceOf(Decision.Unchanged.class);

    OfficeClosing second = ((Decision.AskedAgain) after(first, Duration.ofSeconds(5))).closing();
    assertThat(second.deadline()).isEqualTo(first.deadline().plusSeconds(10));
    OfficeClosing third = ((Decision.AskedAgain) after(second, Duration.ofSeconds(15))).closing();
    OfficeClosing ended = ended(after(third, Duration.ofMinutes(2)));

    assertThat(ended.state()).isEqualTo(State.GIVEN_UP);
    assertThat(refusal(OfficeClosingRules.outcome(ended)).code())
        .isEqualTo("OFFICE_CLOSING_UNANSWERED");
  }

  @Test
  @DisplayName("CO-3 one refusal is enough at the deadline")
  void refusedByOne() {
    OfficeClosing half =
        waits(OfficeClosingRules.answer(begun().closing(), Owner.NUMBERING, 1, ONE_NUMBER));

    assertThat(ended(after(half, Duration.ofSeconds(5))).state()).isEqualTo(State.REFUSED);
  }

  @Test
  @DisplayName("X-2 a process that is over stays as it ended")
  void over() {
    OfficeClosing ended = ended(answered(begun().closing(), GRANTED, GRANTED));

    assertThat(OfficeClosingRules.answer(ended, Owner.BILLING, 1, TWO_LICENSES))
        .isInstanceOf(Decision.Unchanged.class);
    assertThat(after(ended, Duration.ofDays(1))).isInstanceOf(Decision.Unchanged.class);
  }

  private static Decision answered(OfficeClosing closing, Answer billing, Answer numbering) {
    OfficeClosing half = waits(OfficeClosingRules.answer(closing, Owner.BILLING, 1, billing));
    return OfficeClosingRules.answer(half, Owner.NUMBERING, 1, numbering);
  }

  private static Decision after(OfficeClosing closing, Duration time) {
    return OfficeClosingRules.deadline(closing, PATIENCE, NOW.plus(time));
  }

  private static OfficeClosing waits(Decision decision) {
    return ((Decision.Waits) decision).closing();
  }

  private static OfficeClosing ended(Decision decision) {
    return ((Decision.Ended) decision).closing();
  }

  private Begun begun() {
    return value(begin(office, OfficeUse.NONE));
  }

  private static dev.rollcall.platform.outcome.Outcome<Begun> begin(Office office, OfficeUse use) {
    return OfficeClosingRules.begin(office, use, PROCESS, PATIENCE, NOW, NOW);
  }

  private Office office(boolean head) {
    return Office.open(
        UUID.randomUUID(),
        company.id(),
        new Office.Address("Berlin", "DE", "Europe/Berlin", "US"),
        head,
        NOW);
  }
}
