package dev.rollcall.platform.reactive;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Outcome.Done;
import dev.rollcall.platform.outcome.Outcome.Refused;
import dev.rollcall.platform.outcome.Outcome.RefusedKept;
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
      case Done<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> refused(refusal);
      case RefusedKept<T>(Refusal refusal) -> refusedKept(refusal);
    };
  }

  /** The effect for the value; nothing for a refusal. */
  public static <T> Uni<Void> whenDone(Outcome<T> outcome, Function<? super T, Uni<Void>> effect) {
    return outcome instanceof Done<T>(T value) ? effect.apply(value) : Uni.createFrom().voidItem();
  }

  /** What was found; 404 where nothing was. */
  public static <T> Outcome<T> orNotFound(Optional<T> found) {
    return found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }

  /** A value, at once. */
  public static <T> Uni<Outcome<T>> done(T value) {
    return Uni.createFrom().item(Outcome.done(value));
  }

  /** A refusal, at once. */
  public static <T> Uni<Outcome<T>> refused(Refusal refusal) {
    return Uni.createFrom().item(Outcome.refused(refusal));
  }

  /** A refusal, at once, that keeps what the transaction wrote. */
  public static <T> Uni<Outcome<T>> refusedKept(Refusal refusal) {
    return Uni.createFrom().item(Outcome.refusedKept(refusal));
  }
}
