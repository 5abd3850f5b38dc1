package dev.rollcall.local.gateway;

import java.time.Duration;

/**
 * One match of an HTTPRoute.
 *
 * @param kind how {@code path} is compared
 * @param path starts with a slash
 * @param backend the Kubernetes Service that answers
 * @param timeout how long the answer may take to begin; zero: the gateway's own limit
 */
public record Route(Kind kind, String path, String backend, Duration timeout) {

  /** The path match types of the Gateway API that are used here. */
  public enum Kind {
    EXACT,
    PATH_PREFIX
  }

  boolean matches(RequestPath request) {
    return switch (kind) {
      case EXACT -> request.value().equals(path);
      case PATH_PREFIX -> request.startsWith(path);
    };
  }
}
