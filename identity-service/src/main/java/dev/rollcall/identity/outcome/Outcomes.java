package dev.rollcall.identity.outcome;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/** Goes on from an outcome with I/O; a refusal passes by. */
public final class Outcomes {

  private Outcomes() {}

  /** What {@code next} answers for the value; the same refusal where there is none. */
  public static <T, R> Uni<Outcome<R>> chain(
      Outcome<T> outcome, Function<? super T, Uni<Outcome<R>>> next) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> next.apply(value);
      case Outcome.Refused<T>(Refusal refusal) -> refused(refusal);
      case Outcome.RefusedKept<T>(Refusal refusal) ->
          Uni.createFrom().item(Outcome.refusedKept(refusal));
    };
  }

  /** The effect for the value; nothing for a refusal. */
  public static <T> Uni<Void> whenDone(Outcome<T> outcome, Function<? super T, Uni<Void>> effect) {
    return outcome instanceof Outcome.Done<T>(T value)
        ? effect.apply(value)
        : Uni.createFrom().voidItem();
  }

  /** What was found; 404 where nothing was. */
  public static <T> Outcome<T> orNotFound(Optional<T> found) {
    return found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }

  public static <T> Uni<Outcome<T>> refused(Refusal refusal) {
    return Uni.createFrom().item(Outcome.refused(refusal));
  }
}
