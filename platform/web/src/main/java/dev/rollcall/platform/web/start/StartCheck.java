package dev.rollcall.platform.web.start;

import java.util.List;

/**
 * A condition for starting. Every application-scoped bean of this type is asked at start-up; one
 * objection, and the application refuses to start and says why.
 */
public interface StartCheck {

  /**
   * What the application runs as.
   *
   * @param production whether any profile other than test, demo or dev is active
   */
  record Circumstances(boolean production) {}

  /** Why the application must not start like this, one sentence each; empty when it may. */
  List<String> objections(Circumstances circumstances);
}
