package dev.rollcall.numbering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.outcome.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class NumberLifeTest {

  private static final Instant NOON = Instant.parse("2026-03-11T12:00:00Z");
  private static final Office US = new Office(new UUID(3, 1), "Head office", "US", true);

  /** What can be asked of a number that is the company's. */
  enum Command {
    ASSIGN_ANN,
    ASSIGN_BOB,
    UNASSIGN,
    DELETE_HOLDER
  }

  @Property
  @Label(
      "NUM-3 whatever is asked in whatever order, only known steps happen and the holder fits the state")
  void onlyKnownSteps(@ForAll @Size(max = 30) List<Command> commands) {
    PhoneNumber number = reserved();
    for (Command command : commands) {
      PhoneNumber before = number;
      number = apply(before, command).fold(changed -> changed, refusal -> before);

      assertThat(number.state() == before.state() || before.state().mayBecome(number.state()))
          .isTrue();
      assertThat(number.userId() != null).isEqualTo(number.state() == NumberState.ASSIGNED);
    }
  }

  private static Outcome<PhoneNumber> apply(PhoneNumber number, Command command) {
    return switch (command) {
      case ASSIGN_ANN -> NumberRules.assign(number, new Member(new UUID(2, 1), US.id(), true), US);
      case ASSIGN_BOB -> NumberRules.assign(number, new Member(new UUID(2, 2), US.id(), true), US);
      case UNASSIGN -> NumberRules.unassign(number, NOON);
      case DELETE_HOLDER -> NumberRules.userDeleted(number, NOON);
    };
  }

  private static PhoneNumber reserved() {
    return new PhoneNumber(
        new UUID(1, 1),
        "+14155550123",
        NumberType.LOCAL,
        "US",
        NumberState.RESERVED,
        US.id(),
        null,
        null,
        null,
        null,
        null,
        null,
        1);
  }
}
