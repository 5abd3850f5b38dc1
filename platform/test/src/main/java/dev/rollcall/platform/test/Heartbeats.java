package dev.rollcall.platform.test;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Plays identity's heartbeats: one a second on every partition of {@code rollcall.user.v1}, so that
 * the membership view of the service under test counts.
 */
public final class Heartbeats {

  private static final String TOPIC = "rollcall.user.v1";
  private static final String TYPE = "rollcall.user.heartbeat.v1";
  private static final String THREAD = "rollcall.test.heartbeats";
  private static final int PARTITIONS = 3;
  private static final long EVERY_MILLIS = 1_000;
  private static final UUID NO_COMPANY = new UUID(0, 0);

  private Heartbeats() {}

  /** Starts the heartbeats of this JVM where none are going. */
  public static void keepGoing() {
    synchronized (Runtime.getRuntime()) { // the same object for every class loader
      if (going().isEmpty()) {
        Thread.ofPlatform().daemon().name(THREAD).start(Heartbeats::beat);
      }
    }
  }

  /** Stops them, to test a service whose view is behind; {@link #keepGoing} starts them again. */
  public static void pause() {
    synchronized (Runtime.getRuntime()) {
      going().ifPresent(Heartbeats::end);
    }
  }

  /**
   * Found by its name, whichever class loader started it. Not among the system properties, where
   * only texts may stand: a service that starts again in this JVM would fail over another.
   */
  private static Optional<Thread> going() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(THREAD) && thread.isAlive())
        .findAny();
  }

  private static void end(Thread going) {
    going.interrupt();
    try {
      going.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** Whether the service under test has a fresh heartbeat of every partition. */
  static boolean seen() {
    return ServiceDatabase.value(
            "select count(*) from view_heartbeat where at > clock_timestamp() - interval '2"
                + " seconds'")
        .filter(Integer.toString(PARTITIONS)::equals)
        .isPresent();
  }

  private static void beat() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          beat(partition);
        }
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException | AssertionError e) {
      // Paused, or Kafka is gone with the test: the next member starts them again.
    }
  }

  private static void beat(int partition) {
    String key = "heartbeat-" + partition;
    long version = System.currentTimeMillis();
    Events.sendRaw(
        TOPIC,
        partition,
        key,
        Events.headers(UUID.randomUUID(), key, TYPE, NO_COMPANY, version),
        Json.write(
            Map.of(
                "partition",
                partition,
                "at",
                Instant.now().truncatedTo(ChronoUnit.MICROS).toString())));
  }
}
