package dev.rollcall.platform.storage;

import io.smallrye.common.vertx.ContextLocals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What a running transaction wants done once it has committed: in-memory hints only (wake a runner,
 * drop a cached value), since a crash right after the commit loses them. Lives in the locals of the
 * duplicated Vert.x context, like the session itself.
 */
final class AfterCommit {

  private static final Logger LOG = Logger.getLogger(AfterCommit.class);
  private static final String KEY = AfterCommit.class.getName();

  private final List<Runnable> actions = new ArrayList<>();

  private AfterCommit() {}

  /**
   * Begins one for the transaction about to open.
   *
   * @throws IllegalStateException when a transaction is open already: a nested one would join it
   *     and re-bind its company
   */
  static AfterCommit begin() {
    if (running().isPresent()) {
      throw new IllegalStateException("company transactions do not nest");
    }
    var begun = new AfterCommit();
    ContextLocals.put(KEY, begun);
    return begun;
  }

  static Optional<AfterCommit> running() {
    return ContextLocals.get(KEY);
  }

  static void end() {
    ContextLocals.remove(KEY);
  }

  void add(Runnable action) {
    actions.add(action);
  }

  /** Runs the hints; one that throws is logged, because the commit stands whatever it does. */
  void run() {
    actions.forEach(AfterCommit::attempt);
  }

  private static void attempt(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("A hint after a commit failed", e);
    }
  }
}
