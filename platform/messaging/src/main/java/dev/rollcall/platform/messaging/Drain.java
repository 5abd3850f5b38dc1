package dev.rollcall.platform.messaging;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Waits at a shutdown until work that is on has ended, on the thread that shuts down. */
final class Drain {

  private static final Logger LOG = Logger.getLogger(Drain.class);
  private static final Duration STEP = Duration.ofMillis(20);

  private Drain() {}

  static void await(Duration atMost, BooleanSupplier idle, String what) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!idle.getAsBoolean()) {
      if (System.nanoTime() > end) {
        LOG.warnf("Shutting down with %s after %s", what, atMost);
        return;
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }
}
