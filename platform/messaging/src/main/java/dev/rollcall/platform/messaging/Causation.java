package dev.rollcall.platform.messaging;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import java.util.Optional;

/**
 * What caused the running work: the id of the HTTP request or of the event that is being consumed.
 * Kept in the locals of the duplicated Vert.x context; becomes {@code ce_causationid} of the events
 * that the work publishes, and travels with the jobs that it plans.
 */
public final class Causation {

  private static final String KEY = Causation.class.getName();
  static final String NONE = "none";

  private Causation() {}

  /** Names the cause of everything that this duplicated context does from now on. */
  public static void set(String id) {
    ContextLocals.put(KEY, id);
  }

  /** The cause, or {@code none} for work that nobody asked for, such as a schedule. */
  public static String current() {
    Optional<String> id =
        VertxContext.isOnDuplicatedContext() ? ContextLocals.get(KEY) : Optional.empty();
    return id.orElse(NONE);
  }
}
