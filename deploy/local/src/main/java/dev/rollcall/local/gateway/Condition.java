package dev.rollcall.local.gateway;

import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.Set;

/**
 * What a match of an HTTPRoute asks for beside the path.
 *
 * @param method the only one that matches; empty: any
 * @param headers those that must be there, with any value
 */
public record Condition(Optional<String> method, Set<String> headers) {

  /** Nothing. */
  public static final Condition NONE = new Condition(Optional.empty(), Set.of());

  public Condition {
    headers = Set.copyOf(headers);
  }

  boolean holds(String requestMethod, MultiMap requestHeaders) {
    return method.map(requestMethod::equals).orElse(true)
        && headers.stream()
            .map(requestHeaders::get)
            .allMatch(value -> value != null && !value.isEmpty());
  }
}
