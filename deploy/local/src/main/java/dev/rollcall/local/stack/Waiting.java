package dev.rollcall.local.stack;

import dev.rollcall.platform.test.server.ServerFailure;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting with a deadline and a message. */
public final class Waiting {

  private static final long EVERY_NANOS = Duration.ofMillis(50).toNanos();

  private Waiting() {}

  /**
   * Asks again and again until it is so.
   *
   * @param what completes the sentence "waited in vain for …"
   * @throws ServerFailure when the time is up, or the thread is interrupted
   */
  public static void until(Duration atMost, String what, BooleanSupplier so) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new ServerFailure("Waited in vain for " + what + " (" + atMost.toSeconds() + " s)");
      }
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new ServerFailure("Interrupted while waiting for " + what);
      }
      LockSupport.parkNanos(EVERY_NANOS);
    }
  }
}
