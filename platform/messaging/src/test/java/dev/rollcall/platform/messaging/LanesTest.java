package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.messaging.Lanes.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LanesTest {

  private final Lanes<String, Integer> lanes = new Lanes<>(3);

  @Test
  @DisplayName("What a company has waiting begins together, at most a set")
  void together() {
    add("acme", "ann", 1);
    add("acme", "bob", 2);
    add("acme", "ann", 3);
    add("acme", "eve", 4);

    assertThat(next().items()).containsExactly(1, 3, 2);
    assertThat(lanes.next()).isEmpty();
  }

  @Test
  @DisplayName("A company in work holds up no other")
  void companiesSideBySide() {
    add("acme", "ann", 1);
    next();
    add("acme", "bob", 2);
    add("globex", "ann", 3);

    assertThat(next()).returns("globex", Batch::company).returns(List.of(3), Batch::items);
    assertThat(lanes.next()).isEmpty();
  }

  @Test
  @DisplayName("A key that stays busy holds up its own items only")
  void keysSideBySide() {
    add("acme", "ann", 1);
    next();
    lanes.releaseCompany("acme");
    add("acme", "ann", 2);
    add("acme", "bob", 3);

    assertThat(next().items()).containsExactly(3);
    lanes.releaseKey("acme", "bob");
    lanes.releaseCompany("acme");
    assertThat(lanes.next()).isEmpty();

    lanes.releaseKey("acme", "ann");
    assertThat(next().items()).containsExactly(2);
  }

  @Property(tries = 300)
  @Label("Whatever comes when: each item begins once, in the order of its key, one batch a company")
  void orderHolds(@ForAll @Size(max = 60) List<@IntRange(min = 0, max = 99) Integer> steps) {
    var checked = new Checked();
    for (int step : steps) {
      if (step < 50) {
        checked.add("company" + step % 3, "key" + step % 4);
      } else if (step < 75) {
        checked.begin();
      } else {
        checked.endOne();
      }
    }
    checked.finish();
  }

  private void add(String company, String key, int item) {
    lanes.add(company, key, item);
  }

  private Batch<String, Integer> next() {
    return lanes.next().orElseThrow();
  }

  /** Lanes, and what has to hold of them after each step. */
  private static final class Checked {
    private final Lanes<String, Integer> lanes = new Lanes<>(3);
    private final Map<String, Integer> added = new HashMap<>();
    private final Map<String, Integer> begun = new HashMap<>();
    private final List<Batch<String, Integer>> inWork = new ArrayList<>();

    void add(String company, String key) {
      int item = added.merge(company + key, 1, Integer::sum);
      lanes.add(company, key, item);
    }

    boolean begin() {
      Optional<Batch<String, Integer>> next = lanes.next();
      next.ifPresent(this::check);
      return next.isPresent();
    }

    private void check(Batch<String, Integer> batch) {
      assertThat(inWork).noneMatch(other -> other.company().equals(batch.company()));
      assertThat(batch.items()).hasSizeBetween(1, 3);
      batch
          .byKey()
          .forEach(
              (key, items) ->
                  items.forEach(
                      item ->
                          assertThat(item)
                              .isEqualTo(begun.merge(batch.company() + key, 1, Integer::sum))));
      inWork.add(batch);
    }

    void endOne() {
      if (!inWork.isEmpty()) {
        Batch<String, Integer> ended = inWork.removeFirst();
        ended.byKey().keySet().forEach(key -> lanes.releaseKey(ended.company(), key));
        lanes.releaseCompany(ended.company());
      }
    }

    void finish() {
      while (begin() || !inWork.isEmpty()) {
        endOne();
      }
      assertThat(begun).isEqualTo(added);
    }
  }
}
