package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.RollcallTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "platform")
class GatheringTest {

  @Inject Background background;

  private final List<List<String>> sets = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedDeque<UniEmitter<? super Void>> gates =
      new ConcurrentLinkedDeque<>();

  /** Waits until it is let through; fails a set with a "bad" piece. */
  private Uni<List<String>> work(String key, List<String> pieces) {
    sets.add(pieces);
    return Uni.createFrom()
        .<Void>emitter(gates::add)
        .map(
            through -> {
              if (pieces.contains("bad")) {
                throw new IllegalStateException("bad");
              }
              return pieces.stream().map(piece -> key + piece).toList();
            });
  }

  private void letThrough() throws Throwable {
    Eventually.holds(() -> assertThat(gates).isNotEmpty());
    gates.remove().complete(null);
  }

  private static CompletableFuture<String> of(Uni<String> result) {
    return result.subscribeAsCompletionStage();
  }

  @Test
  @DisplayName("The first begins at once; what comes meanwhile is done together, in order")
  void gathers() throws Throwable {
    var gathering = new Gathering<String, String, String>(background, 4, 10, this::work);
    var a = of(gathering.add("k", "a"));
    Eventually.holds(() -> assertThat(sets).hasSize(1));
    var b = of(gathering.add("k", "b"));
    var c = of(gathering.add("k", "c"));

    letThrough();
    letThrough();

    assertThat(List.of(a.join(), b.join(), c.join())).containsExactly("ka", "kb", "kc");
    assertThat(sets).containsExactly(List.of("a"), List.of("b", "c"));
  }

  @Test
  @DisplayName("Another key waits for nobody, but for the bound of keys at once")
  void keysSideBySide() throws Throwable {
    var gathering = new Gathering<String, String, String>(background, 2, 10, this::work);
    var first = of(gathering.add("k", "a"));
    var second = of(gathering.add("l", "b"));
    Eventually.holds(() -> assertThat(sets).hasSize(2));
    var third = of(gathering.add("m", "c"));
    assertThat(sets).hasSize(2);

    letThrough();
    letThrough();
    letThrough();

    assertThat(List.of(first.join(), second.join(), third.join()))
        .containsExactly("ka", "lb", "mc");
  }

  @Test
  @DisplayName("A set with a bad piece is done one by one: the bad one fails alone")
  void badPiece() throws Throwable {
    var gathering = new Gathering<String, String, String>(background, 1, 10, this::work);
    var first = of(gathering.add("k", "a"));
    Eventually.holds(() -> assertThat(sets).hasSize(1));
    var good = of(gathering.add("k", "b"));
    var bad = of(gathering.add("k", "bad"));
    var last = of(gathering.add("k", "c"));

    for (int set = 0; set < 5; set++) {
      letThrough();
    }

    assertThat(List.of(first.join(), good.join(), last.join())).containsExactly("ka", "kb", "kc");
    assertThat(bad).failsWithin(Records.SOON);
  }

  @Test
  @DisplayName("A set is no larger than the bound")
  void largest() throws Throwable {
    var gathering = new Gathering<String, String, String>(background, 1, 2, this::work);
    var first = of(gathering.add("k", "a"));
    Eventually.holds(() -> assertThat(sets).hasSize(1));
    var rest =
        List.of(
            of(gathering.add("k", "b")), of(gathering.add("k", "c")), of(gathering.add("k", "d")));

    for (int set = 0; set < 3; set++) {
      letThrough();
    }

    first.join();
    assertThat(rest).extracting(CompletableFuture::join).containsExactly("kb", "kc", "kd");
    assertThat(sets).containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
  }
}
