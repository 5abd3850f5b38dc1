package dev.rollcall.platform.storage;

import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * What a running transaction wants done once it has committed: in-memory hints only (wake a runner,
 * drop a cached value), since a crash right after the commit loses them.
 */
final class Hints {

  private static final Logger LOG = Logger.getLogger(Hints.class);

  private final List<Runnable> actions = new ArrayList<>();

  void add(Runnable action) {
    actions.add(action);
  }

  /** Runs them; one that throws is logged, because the commit stands whatever it does. */
  void run() {
    actions.forEach(Hints::attempt);
  }

  private static void attempt(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.warn("A hint after a commit failed", e);
    }
  }
}
