package dev.rollcall.platform.web.problem;

import dev.rollcall.platform.text.Unicode;

/** JSON Pointers (RFC 6901) into a request. */
public final class Pointers {

  private Pointers() {}

  /**
   * One reference token with its slash; {@code ~} and {@code /} are escaped (RFC 6901 §4), and what
   * JSON can't be written with is replaced.
   */
  public static String segment(String name) {
    return "/" + Unicode.repaired(name).replace("~", "~0").replace("/", "~1");
  }

  /** How this suite points at a query parameter: {@code /?name}. */
  public static String query(String name) {
    return "/?" + name;
  }
}
