package dev.rollcall.platform.test.server;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting with a deadline. */
final class Poll {

  private static final long EVERY_MILLIS = 100;

  private Poll() {}

  /** Asks again and again until it is so; false when the time is up. */
  static boolean until(Duration atMost, BooleanSupplier so) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("Interrupted while waiting for a server", e);
    }
  }
}
