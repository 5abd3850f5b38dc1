package dev.rollcall.platform.test;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waiting for what happens soon: asks again until it holds, never sleeps a fixed time. */
public final class Eventually {

  /** How long things may take by default: long enough for a busy machine. */
  public static final Duration SOON = Duration.ofSeconds(60);

  private static final long EVERY_MILLIS = 50;

  private Eventually() {}

  /** Runs the assertions until they hold; the last failure when they don't within {@link #SOON}. */
  public static void holds(Runnable assertions) {
    holds(SOON, assertions);
  }

  /** The same with a limit of the test's own. */
  public static void holds(Duration atMost, Runnable assertions) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      try {
        assertions.run();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
      }
      pause();
    }
  }

  /** The value, once there is one. */
  public static <T> T there(String what, Supplier<Optional<T>> find) {
    long deadline = System.nanoTime() + SOON.toNanos();
    @Nullable T found = find.get().orElse(null);
    while (found == null) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(what + " isn't there after " + SOON.toSeconds() + " s");
      }
      pause();
      found = find.get().orElse(null);
    }
    return found;
  }

  /** Fails as soon as the assertions fail within that time: for what must not happen. */
  public static void staysSo(Duration during, Runnable assertions) {
    long deadline = System.nanoTime() + during.toNanos();
    do {
      assertions.run();
      pause();
    } while (System.nanoTime() < deadline);
  }

  private static void pause() {
    try {
      Thread.sleep(EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }
}
