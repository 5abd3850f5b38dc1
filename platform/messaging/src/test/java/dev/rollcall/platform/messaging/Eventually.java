package dev.rollcall.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asks again until an assertion holds or its time is up. */
final class Eventually {

  private Eventually() {}

  /** Waits until the condition is true. */
  static void settles(BooleanSupplier condition) {
    try {
      holds(() -> assertThat(condition.getAsBoolean()).isTrue());
    } catch (Throwable e) {
      throw new AssertionError("never came true", e);
    }
  }

  static void holds(ThrowingCallable assertion) throws Throwable {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try {
        assertion.call();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(25).toNanos());
      }
    }
  }
}
