package dev.rollcall.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The {@code retry} of each BackendTrafficPolicy (gateway.envoyproxy.io/v1alpha1) of a folder of
 * manifests. One that is for a rule of an HTTPRoute goes before the one for the whole Gateway.
 */
final class RetryManifests {

  /** No policy at all: nothing is sent again. */
  static final RetryManifests NONE = new RetryManifests();

  private static final Set<String> KNOWN = Set.of("numRetries", "retryOn", "perRetry");

  private final Map<Target, RetryPolicy> policies = new HashMap<>();

  /**
   * What a policy is for.
   *
   * @param kind Gateway or HTTPRoute
   * @param rule the rule's name; empty for a Gateway
   */
  private record Target(String kind, String name, String rule) {}

  /**
   * Takes what a document says, if it is such a policy.
   *
   * @throws IllegalArgumentException for one that says what this gateway does not do
   */
  void add(JsonNode document, String file) {
    if (!document.path("kind").asText().equals("BackendTrafficPolicy")) {
      return;
    }
    JsonNode spec = document.path("spec");
    RetryPolicy policy = policy(spec.path("retry"), file);
    for (JsonNode target : spec.path("targetRefs")) {
      Target named =
          new Target(
              target.path("kind").asText(),
              target.path("name").asText(),
              target.path("sectionName").asText());
      if (policies.put(named, policy) != null) {
        throw new IllegalArgumentException(file + " has a second policy for " + named);
      }
    }
  }

  /** The policy for a rule of an HTTPRoute that hangs on that Gateway. */
  RetryPolicy of(String gateway, String route, String rule) {
    RetryPolicy ofGateway =
        policies.getOrDefault(new Target("Gateway", gateway, ""), RetryPolicy.NEVER);
    return rule.isEmpty()
        ? ofGateway
        : policies.getOrDefault(new Target("HTTPRoute", route, rule), ofGateway);
  }

  private static RetryPolicy policy(JsonNode retry, String file) {
    for (Map.Entry<String, JsonNode> field : retry.properties()) {
      if (!KNOWN.contains(field.getKey())) {
        throw unsupported(file, "retries by " + field.getKey());
      }
    }
    Set<RetryPolicy.Trigger> on = EnumSet.noneOf(RetryPolicy.Trigger.class);
    for (JsonNode trigger : retry.at("/retryOn/triggers")) {
      on.add(trigger(trigger.asText(), file));
    }
    String pause = retry.at("/perRetry/backOff/baseInterval").asText("0s");
    return new RetryPolicy(
        retry.path("numRetries").asInt(), on, RouteManifests.duration(pause, file));
  }

  private static RetryPolicy.Trigger trigger(String name, String file) {
    return Arrays.stream(RetryPolicy.Trigger.values())
        .filter(each -> each.manifestName().equals(name))
        .findFirst()
        .orElseThrow(() -> unsupported(file, "retries on " + name));
  }

  private static IllegalArgumentException unsupported(String file, String what) {
    return new IllegalArgumentException(
        file + " " + what + ", which the local gateway does not do");
  }
}
