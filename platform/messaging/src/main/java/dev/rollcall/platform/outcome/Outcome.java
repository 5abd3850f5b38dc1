package dev.rollcall.platform.outcome;

import java.util.function.Function;

/**
 * What a use case answers: a value, or a {@link Refusal}. A transaction that ends in {@link
 * Refused} is rolled back, so a refusal never leaves half of its work behind; one that ends in
 * {@link RefusedKept} is committed (a counted wrong guess must stay counted).
 *
 * @param <T> what is answered when it is done
 */
public sealed interface Outcome<T> {

  /** It was done. */
  record Done<T>(T value) implements Outcome<T> {}

  /** It was refused, and nothing was written. */
  record Refused<T>(Refusal refusal) implements Outcome<T> {}

  /** It was refused, and what the transaction wrote about the refusal stays. */
  record RefusedKept<T>(Refusal refusal) implements Outcome<T> {}

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  static <T> Outcome<T> refusedKept(Refusal refusal) {
    return new RefusedKept<>(refusal);
  }

  default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Done<T>(T value) -> new Done<>(change.apply(value));
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
      case RefusedKept<T>(Refusal refusal) -> new RefusedKept<>(refusal);
    };
  }

  /** The same refusal where there is one; what {@code next} decides where there is a value. */
  default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
    return switch (this) {
      case Done<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
      case RefusedKept<T>(Refusal refusal) -> new RefusedKept<>(refusal);
    };
  }

  /** Both ways out, folded to one value. */
  default <R> R fold(
      Function<? super T, ? extends R> onDone, Function<? super Refusal, ? extends R> onRefused) {
    return switch (this) {
      case Done<T>(T value) -> onDone.apply(value);
      case Refused<T>(Refusal refusal) -> onRefused.apply(refusal);
      case RefusedKept<T>(Refusal refusal) -> onRefused.apply(refusal);
    };
  }
}
