package dev.rollcall.invitation.accepting;

import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;
import java.util.Map;

/** How many calls the running request's token has left. */
@RequestScoped
class CallBudget {

  private static final int WINDOW_SECONDS = 60;

  private Map<String, String> headers = Map.of();

  void spent(int mostCalls, int calls, Duration windowLeft) {
    int left = Math.max(0, mostCalls - calls);
    headers =
        Map.of(
            "RateLimit-Policy",
            "\"token\";q=" + mostCalls + ";w=" + WINDOW_SECONDS,
            "RateLimit",
            "\"token\";r=" + left + ";t=" + windowLeft.toSeconds());
  }

  /** {@code RateLimit} and {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers). */
  Map<String, String> headers() {
    return headers;
  }
}
