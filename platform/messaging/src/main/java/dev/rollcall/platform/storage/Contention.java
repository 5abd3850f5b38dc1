package dev.rollcall.platform.storage;

import io.vertx.pgclient.PgException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Recognises failures that other transactions caused by running at the same time: what was asked is
 * not at fault, and works when it is asked again.
 */
public final class Contention {

  /** Serialisation failure, deadlock, lock not available (PostgreSQL, appendix A). */
  private static final Set<String> STATES = Set.of("40001", "40P01", "55P03");

  private Contention() {}

  /** Whether the failure, or a cause of it, says so. */
  public static boolean isToldBy(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(16)
        .anyMatch(Contention::isToldAlone);
  }

  /** Whether the failure itself says so, its causes aside. */
  public static boolean isToldAlone(Throwable failure) {
    return failure instanceof PgException refused
        && STATES.contains(String.valueOf(refused.getSqlState()));
  }
}
