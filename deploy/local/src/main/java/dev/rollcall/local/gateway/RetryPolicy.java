package dev.rollcall.local.gateway;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * When a request is sent again, to another replica if there is one: what a BackendTrafficPolicy of
 * Envoy Gateway says under {@code retry}.
 *
 * @param retries how often at most, 0 or more
 * @param on after which ends of an attempt
 * @param pause before each further attempt
 */
public record RetryPolicy(int retries, Set<Trigger> on, Duration pause) {

  /** Nothing is ever sent again. */
  public static final RetryPolicy NEVER = new RetryPolicy(0, Set.of(), Duration.ZERO);

  /** The triggers of Envoy that are used here; the others concern HTTP/2 or answers. */
  public enum Trigger {

    /** No connection came about: nothing was sent, so that any request may be sent again. */
    CONNECT_FAILURE,

    /** The connection broke off before anything was sent on it; here the same as the former. */
    RESET_BEFORE_REQUEST,

    /** It broke off before an answer: the request may have been carried out. */
    RESET;

    /** As manifests write it, e.g. {@code connect-failure}. */
    String manifestName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public RetryPolicy {
    on = Set.copyOf(on);
  }

  /**
   * Whether an attempt that ended without an answer is followed by another.
   *
   * @param made how many attempts there were
   * @param sent whether a connection had come about
   */
  boolean again(int made, boolean sent) {
    return made <= retries && on.contains(sent ? Trigger.RESET : Trigger.CONNECT_FAILURE);
  }
}
