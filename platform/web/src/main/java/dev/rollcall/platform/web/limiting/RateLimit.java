package dev.rollcall.platform.web.limiting;

import java.time.Duration;

/**
 * How much of a limit is used, as callers are told (draft-ietf-httpapi-ratelimit-headers).
 *
 * @param name of the policy, e.g. {@code token}
 * @param most how many in one window
 * @param used how many so far; may be more than {@code most}
 * @param window how long a window is
 * @param left until the window, or what fills it, ends
 */
public record RateLimit(String name, int most, int used, Duration window, Duration left) {

  /** Whether it is used up, and more was asked for. */
  public boolean exceeded() {
    return used > most;
  }

  /** One item of {@code RateLimit-Policy}. */
  String policy() {
    return "\"" + name + "\";q=" + most + ";w=" + window.toSeconds();
  }

  /** One item of {@code RateLimit}. */
  String state() {
    return "\"" + name + "\";r=" + Math.max(0, most - used) + ";t=" + left.toSeconds();
  }
}
