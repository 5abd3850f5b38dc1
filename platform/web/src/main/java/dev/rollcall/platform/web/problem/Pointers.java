package dev.rollcall.platform.web.problem;

/** JSON Pointers (RFC 6901) into a request. */
public final class Pointers {

  private Pointers() {}

  /** One reference token with its slash; {@code ~} and {@code /} are escaped (RFC 6901 §4). */
  public static String segment(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** How this suite points at a query parameter: {@code /?name}. */
  public static String query(String name) {
    return "/?" + name;
  }
}
