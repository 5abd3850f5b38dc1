package dev.rollcall.platform.messaging;

import dev.rollcall.platform.storage.DatabaseAway;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When a failed event is tried again, decided from values.
 *
 * @param attempts how often at most, the first try included
 * @param first the wait before the second attempt
 * @param longest no wait is longer
 */
record Retry(int attempts, Duration first, Duration longest) {

  /**
   * Whether one more attempt makes sense after that many. While the database is away the event
   * waits however long it takes: parking every event of an outage would lose their order for
   * nothing.
   */
  boolean again(int attempt, Throwable failure) {
    return !(failure instanceof PermanentFailure)
        && (DatabaseAway.isToldBy(failure) || attempt < attempts);
  }

  /** The wait after that attempt, doubling, without jitter. */
  Duration backoff(int attempt) {
    long factor = 1L << Math.min(attempt - 1, 30);
    return first.compareTo(longest.dividedBy(factor)) >= 0 ? longest : first.multipliedBy(factor);
  }

  /** The same, shortened at random by up to a quarter, so that replicas don't knock together. */
  Duration jittered(int attempt) {
    long millis = Math.max(4, backoff(attempt).toMillis());
    return Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 4));
  }
}
