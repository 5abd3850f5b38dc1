package dev.rollcall.local.gateway;

import java.time.Duration;

/**
 * One match of an HTTPRoute.
 *
 * @param kind how {@code path} is compared
 * @param path starts with a slash
 * @param condition what else must be so
 * @param backend the Kubernetes Service that answers
 * @param timeout how long the answer may take to begin; zero: the gateway's own limit
 * @param retry when a request is sent again
 * @param cors which pages of other origins may read its answers
 */
public record Route(
    Kind kind,
    String path,
    Condition condition,
    String backend,
    Duration timeout,
    RetryPolicy retry,
    CorsPolicy cors) {

  /** The path match types of the Gateway API that are used here. */
  public enum Kind {
    EXACT,
    PATH_PREFIX
  }

  /**
   * A route for whatever has that path; nothing is sent again, and no other origin's page reads it.
   */
  public Route(Kind kind, String path, String backend, Duration timeout) {
    this(kind, path, Condition.NONE, backend, timeout, RetryPolicy.NEVER, CorsPolicy.NONE);
  }

  boolean matches(RequestPath request) {
    return switch (kind) {
      case EXACT -> request.value().equals(path);
      case PATH_PREFIX -> request.startsWith(path);
    };
  }
}
