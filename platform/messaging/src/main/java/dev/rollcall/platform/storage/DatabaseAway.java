package dev.rollcall.platform.storage;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Recognises failures that say that the database, or the way to it, is away for the moment: what
 * was asked is not at fault, and will work later.
 */
public final class DatabaseAway {

  /**
   * Connection exceptions, insufficient resources, operator intervention, system errors
   * (PostgreSQL, appendix A).
   */
  private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

  /** A statement that took too long, which takes too long again. */
  private static final String QUERY_CANCELED = "57014";

  private DatabaseAway() {}

  /** Whether the failure, or a cause of it, says so. */
  public static boolean isToldBy(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(16)
        .anyMatch(DatabaseAway::isToldAlone);
  }

  /** Whether the failure itself says so, its causes aside. */
  public static boolean isToldAlone(Throwable failure) {
    return switch (failure) {
      case PgException refused -> isAwayState(refused.getSqlState());
      // A connection that closed, or a pool that had none for too long.
      case VertxException closed -> true;
      case NoStackTraceThrowable pool -> isPoolExhausted(pool);
      case SocketException unreachable -> true;
      case UnknownHostException unresolved -> true;
      case ClosedChannelException broken -> true;
      default -> false;
    };
  }

  private static boolean isAwayState(String state) {
    return state != null
        && state.length() == 5
        && CLASSES.contains(state.substring(0, 2))
        && !state.equals(QUERY_CANCELED);
  }

  /** Vert.x's pool has no exception type of its own for it, only these messages. */
  private static boolean isPoolExhausted(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.equals("Timeout") || message.startsWith("Connection pool reached max");
  }
}
