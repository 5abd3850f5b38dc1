package dev.rollcall.platform.messaging;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * When a failed event is tried again, decided from values.
 *
 * @param attempts how often at most, the first try included
 * @param first the wait before the second attempt
 * @param longest no wait is longer
 */
record Retry(int attempts, Duration first, Duration longest) {

  // Connection exceptions, insufficient resources, operator intervention (PostgreSQL, appendix A).
  private static final Set<String> AWAY_CLASSES = Set.of("08", "53", "57", "58");

  /** Whether one more attempt makes sense after that many. */
  boolean again(int attempt, Throwable failure) {
    return !(failure instanceof PermanentFailure) && (isAway(failure) || attempt < attempts);
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

  /**
   * Whether the database is away, rather than the event wrong: such an event waits however long it
   * takes, since parking every event of an outage would lose their order for nothing.
   */
  static boolean isAway(Throwable failure) {
    return causes(failure).anyMatch(Retry::tellsAway);
  }

  private static boolean tellsAway(Throwable cause) {
    return switch (cause) {
      case PgException refused -> isAwayState(refused.getSqlState());
      // A connection that closed, or a pool that had none for too long.
      case VertxException closed -> true;
      case SocketException unreachable -> true;
      case UnknownHostException unresolved -> true;
      case ClosedChannelException broken -> true;
      default -> false;
    };
  }

  private static boolean isAwayState(String state) {
    return state != null
        && state.length() == 5
        && AWAY_CLASSES.contains(state.substring(0, 2))
        // A statement that took too long takes too long again; it counts.
        && !state.equals("57014");
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(16);
  }
}
