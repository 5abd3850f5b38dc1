package dev.rollcall.invitation.outcome;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Outcome.Done;
import dev.rollcall.platform.outcome.Outcome.Refused;
import dev.rollcall.platform.outcome.Outcome.RefusedKept;
import dev.rollcall.platform.outcome.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Steps that happen only when the one before was not refused. */
public final class Outcomes {

  private Outcomes() {}

  /** The next step on the value, or the same refusal without it. */
  public static <T, R> Uni<Outcome<R>> whenDone(
      Outcome<T> outcome, Function<? super T, Uni<Outcome<R>>> next) {
    return switch (outcome) {
      case Done<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> refused(refusal);
      case RefusedKept<T>(Refusal refusal) -> refusedKept(refusal);
    };
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
