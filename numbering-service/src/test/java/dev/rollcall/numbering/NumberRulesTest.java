package dev.rollcall.numbering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumberRulesTest {

  private static final Instant NOON = Instant.parse("2026-03-11T12:00:00Z");
  private static final UUID COMPANY = new UUID(1, 1);
  private static final UUID BOB = new UUID(2, 1);
  private static final Office US = new Office(new UUID(3, 1), "Head office", "US", true);
  private static final Office GERMANY = new Office(new UUID(3, 2), "Berlin", "DE", true);

  @Test
  @DisplayName("NUM-2 a hold is over at the very instant it ends")
  void holdIsOverAtItsEnd() {
    Hold hold = hold(NumberType.LOCAL);

    assertThat(hold.live(hold.expiresAt().minusNanos(1000))).isTrue();
    assertThat(hold.live(hold.expiresAt())).isFalse();
  }

  @Test
  @DisplayName("NUM-2 a hold can be extended to two hours after its start, not further")
  void holdExtendsToTwoHours() {
    Duration longest = Duration.ofHours(2);

    assertThat(
            refusal(NumberRules.extend(hold(NumberType.LOCAL), NOON.plus(longest), longest, NOON)))
        .isEmpty();
    assertThat(
            refusal(
                NumberRules.extend(
                    hold(NumberType.LOCAL), NOON.plus(longest).plusNanos(1000), longest, NOON)))
        .isEqualTo("VALIDATION_FAILED");
  }

  @Test
  @DisplayName("NUM-2 a hold that is over buys nothing")
  void overHoldBuysNothing() {
    Hold hold = hold(NumberType.LOCAL);

    assertThat(refusal(NumberRules.requestPurchase(hold, US, new UUID(9, 9), hold.expiresAt())))
        .isEqualTo("HOLD_EXPIRED");
  }

  @ParameterizedTest
  @EnumSource(
      value = NumberType.class,
      names = {"LOCAL", "FAX"})
  @DisplayName("NUM-6 local and fax numbers are for offices in their country")
  void boundToCountry(NumberType type) {
    assertThat(refusal(NumberRules.requestPurchase(hold(type), GERMANY, new UUID(9, 9), NOON)))
        .isEqualTo("COUNTRY_MISMATCH");
  }

  @Test
  @DisplayName("NUM-6 toll-free numbers are for any office")
  void tollFreeAnywhere() {
    assertThat(
            refusal(
                NumberRules.requestPurchase(
                    hold(NumberType.TOLL_FREE), GERMANY, new UUID(9, 9), NOON)))
        .isEmpty();
  }

  @Test
  @DisplayName("NUM-4 a number taken back remembers who it was for, where, and since when")
  void poolRemembers() {
    PhoneNumber taken = done(NumberRules.unassign(assigned(), NOON));

    assertThat(taken.state()).isEqualTo(NumberState.RESERVED);
    assertThat(taken.userId()).isNull();
    assertThat(taken.lastUserId()).isEqualTo(BOB);
    assertThat(taken.lastOfficeId()).isEqualTo(US.id());
    assertThat(taken.unassignedAt()).isEqualTo(NOON);
  }

  @Test
  @DisplayName("NUM-4 a number held for restore is not reassignable")
  void heldForRestoreStays() {
    PhoneNumber held = done(NumberRules.userDeleted(assigned(), NOON));

    assertThat(held.state()).isEqualTo(NumberState.HELD_FOR_RESTORE);
    assertThat(refusal(NumberRules.assign(held, new Member(new UUID(2, 2), US.id(), true), US)))
        .isEqualTo("HELD_FOR_RESTORE");
    assertThat(refusal(NumberRules.unassign(held, NOON))).isEqualTo("HELD_FOR_RESTORE");
  }

  @Test
  @DisplayName("NUM-3 a step that the product does not have is refused, naming both states")
  void illegalStepNamesBothStates() {
    var outcome = NumberRules.assign(assigned(), new Member(new UUID(2, 2), US.id(), true), US);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.refusal().details())
                    .containsEntry("from", "ASSIGNED")
                    .containsEntry("to", "ASSIGNED"));
  }

  @Test
  @DisplayName("NUM-6 a deleted user gets no number")
  void deletedUserGetsNone() {
    PhoneNumber free = done(NumberRules.unassign(assigned(), NOON));

    assertThat(refusal(NumberRules.assign(free, new Member(BOB, US.id(), false), US)))
        .isEqualTo("VALIDATION_FAILED");
  }

  private static Hold hold(NumberType type) {
    return new Hold(
        new UUID(4, 1),
        COMPANY,
        "+14155550123",
        type,
        "US",
        NOON,
        NOON.plus(Duration.ofMinutes(15)),
        false,
        1);
  }

  private static PhoneNumber assigned() {
    return new PhoneNumber(
        COMPANY,
        "+14155550123",
        NumberType.LOCAL,
        "US",
        NumberState.ASSIGNED,
        US.id(),
        BOB,
        null,
        null,
        null,
        null,
        null,
        3);
  }

  private static PhoneNumber done(Outcome<PhoneNumber> outcome) {
    return outcome.fold(
        number -> number,
        refusal -> {
          throw new AssertionError(refusal.code());
        });
  }

  private static String refusal(Outcome<?> outcome) {
    return outcome.fold(value -> "", refusal -> refusal.code());
  }
}
