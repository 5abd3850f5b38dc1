package dev.rollcall.identity;

import static dev.rollcall.identity.Samples.NOW;
import static dev.rollcall.identity.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.identity.OfficeClosing.Answer;
import dev.rollcall.identity.OfficeClosing.Owner;
import dev.rollcall.identity.OfficeClosingRules.Begun;
import dev.rollcall.identity.OfficeClosingRules.Decision;
import dev.rollcall.identity.OfficeClosingRules.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * An office with its owners, as a network may have it: anything may be put into it, taken out,
 * told, told twice, told late, or not told in time, in any order.
 */
class OfficeClosingPropertiesTest {

  /** What may happen next. */
  enum Step {
    CLOSE,
    BILLING_HEARS,
    NUMBERING_HEARS,
    BILLING_PUTS_IN,
    NUMBERING_PUTS_IN,
    BILLING_TAKES_OUT,
    NUMBERING_TAKES_OUT,
    ANSWER_ARRIVES,
    LAST_ANSWER_ARRIVES_AGAIN,
    TIME_PASSES
  }

  @Property
  @Label("CO-3 X-1 X-2 whatever happens, nothing is in a deleted office, and none closes for ever")
  void always(@ForAll @Size(max = 80) List<Step> steps) {
    World world = new World();
    for (Step step : steps) {
      world.go(step);
      assertThat(world.deletedWithSomethingIn()).as("after %s of %s", step, steps).isFalse();
    }

    world.settle();

    assertThat(world.deletedWithSomethingIn()).isFalse();
    assertThat(world.office.status()).isIn(Office.Status.OPEN, Office.Status.DELETED);
    for (Owner owner : Owner.values()) {
      assertThat(world.of(owner).takesNew()).isEqualTo(world.office.isOpen());
    }
  }

  /** What an owner knows of the office, what it has in it, and what it has answered. */
  private static final class Holder {
    private Office known;
    private int things;
    private final Map<UUID, Integer> answered = new HashMap<>();

    Holder(Office known) {
      this.known = known;
    }

    boolean takesNew() {
      return known.isOpen();
    }

    /** As billing and numbering do: in one transaction, each attempt once. */
    @Nullable Said hear(Owner self, Office newest) {
      known = newest;
      Office.Closing closing = newest.closing();
      if (closing == null || answered.getOrDefault(closing.processId(), 0) >= closing.attempt()) {
        return null;
      }
      answered.put(closing.processId(), closing.attempt());
      return new Said(self, closing, new Answer(things == 0, new OfficeUse(0, 0, things, 0)));
    }
  }

  private record Said(Owner owner, Office.Closing asked, Answer answer) {}

  private static final class World {
    private final Patience patience = new Patience(Duration.ofSeconds(1), 3);
    private Office office =
        Office.open(
            UUID.randomUUID(),
            UUID.randomUUID(),
            new Office.Address("Berlin", "DE", "Europe/Berlin", "US"),
            false,
            NOW);
    private @Nullable OfficeClosing closing;
    private Instant now = NOW;
    private final Map<Owner, Holder> owners = new EnumMap<>(Owner.class);
    private final List<Said> underWay = new ArrayList<>();
    private @Nullable Said last;

    World() {
      for (Owner owner : Owner.values()) {
        owners.put(owner, new Holder(office));
      }
    }

    Holder of(Owner owner) {
      return java.util.Objects.requireNonNull(owners.get(owner));
    }

    boolean deletedWithSomethingIn() {
      return office.status() == Office.Status.DELETED
          && owners.values().stream().anyMatch(owner -> owner.things > 0);
    }

    void go(Step step) {
      switch (step) {
        case CLOSE -> close();
        case BILLING_HEARS -> hear(Owner.BILLING);
        case NUMBERING_HEARS -> hear(Owner.NUMBERING);
        case BILLING_PUTS_IN -> putIn(of(Owner.BILLING));
        case NUMBERING_PUTS_IN -> putIn(of(Owner.NUMBERING));
        case BILLING_TAKES_OUT -> of(Owner.BILLING).things = 0;
        case NUMBERING_TAKES_OUT -> of(Owner.NUMBERING).things = 0;
        case ANSWER_ARRIVES -> arrive();
        case LAST_ANSWER_ARRIVES_AGAIN -> take(last);
        case TIME_PASSES -> pass(Duration.ofMillis(700));
      }
    }

    /** Everything that is under way arrives, and time passes until nothing waits. */
    void settle() {
      while (closing != null && !closing.settled()) {
        pass(Duration.ofMinutes(1));
        for (Owner owner : Owner.values()) {
          hear(owner);
        }
        while (!underWay.isEmpty()) {
          arrive();
        }
      }
      for (Owner owner : Owner.values()) {
        hear(owner);
      }
    }

    private void close() {
      if (office.isOpen()) {
        Begun begun =
            value(
                OfficeClosingRules.begin(
                    office, OfficeUse.NONE, UUID.randomUUID(), patience, now, now));
        office = begun.office();
        closing = begun.closing();
      }
    }

    private void hear(Owner owner) {
      Said said = of(owner).hear(owner, office);
      if (said != null) {
        underWay.add(said);
      }
    }

    private static void putIn(Holder owner) {
      if (owner.takesNew()) {
        owner.things++;
      }
    }

    private void arrive() {
      if (!underWay.isEmpty()) {
        take(underWay.removeFirst());
      }
    }

    private void take(@Nullable Said said) {
      last = said;
      if (said != null && closing != null && closing.processId().equals(said.asked().processId())) {
        follow(
            OfficeClosingRules.answer(
                closing, said.owner(), said.asked().attempt(), said.answer()));
      }
    }

    private void pass(Duration time) {
      now = now.plus(time);
      if (closing != null) {
        follow(OfficeClosingRules.deadline(closing, patience, now));
      }
    }

    private void follow(Decision decision) {
      switch (decision) {
        case Decision.Unchanged unchanged -> {}
        case Decision.Waits(OfficeClosing next) -> closing = next;
        case Decision.AskedAgain(OfficeClosing next) -> changed(next);
        case Decision.Ended(OfficeClosing next) -> changed(next);
      }
    }

    private void changed(OfficeClosing next) {
      closing = next;
      office = OfficeClosingRules.follow(office, next, now);
    }
  }
}
