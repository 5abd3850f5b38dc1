package dev.rollcall.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The {@code cors} of each SecurityPolicy (gateway.envoyproxy.io/v1alpha1) of a folder of
 * manifests, each for whole HTTPRoutes.
 */
final class CorsManifests {

  /** No policy at all. */
  static final CorsManifests NONE = new CorsManifests(Set.of());

  private static final Set<String> SAID = Set.of("targetRefs", "cors");
  private static final Set<String> KNOWN =
      Set.of(
          "allowOrigins",
          "allowMethods",
          "allowHeaders",
          "exposeHeaders",
          "maxAge",
          "allowCredentials");

  /** As browsers write an origin (RFC 6454 §6.2); no pattern. */
  private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:\\d{1,5})?");

  private final Set<String> furtherOrigins;
  private final Map<String, CorsPolicy> policies = new HashMap<>();

  /**
   * Reads nothing yet.
   *
   * @param furtherOrigins those of this machine, beside the manifests' own
   * @throws IllegalArgumentException when one is no origin
   */
  CorsManifests(Set<String> furtherOrigins) {
    furtherOrigins.forEach(origin -> requireOrigin(origin, "the gateway's settings"));
    this.furtherOrigins = Set.copyOf(furtherOrigins);
  }

  /**
   * Takes what a document says, if it is such a policy.
   *
   * @throws IllegalArgumentException for one that says what this gateway does not do
   */
  void add(JsonNode document, String file) {
    if (!document.path("kind").asText().equals("SecurityPolicy")) {
      return;
    }
    JsonNode spec = document.path("spec");
    requireKnown(spec, SAID, file);
    CorsPolicy policy = policy(spec.path("cors"), file);
    for (JsonNode target : spec.path("targetRefs")) {
      String kind = target.path("kind").asText();
      if (!kind.equals("HTTPRoute") || target.has("sectionName")) {
        throw unsupported(file, "secures other than a whole HTTPRoute");
      }
      if (policies.put(target.path("name").asText(), policy) != null) {
        throw new IllegalArgumentException(file + " has a second policy for " + target);
      }
    }
  }

  /** The policy of that HTTPRoute. */
  CorsPolicy of(String route) {
    return policies.getOrDefault(route, CorsPolicy.NONE);
  }

  private CorsPolicy policy(JsonNode cors, String file) {
    requireKnown(cors, KNOWN, file);
    if (cors.path("allowCredentials").asBoolean()) {
      throw unsupported(file, "lets other origins use the browser's credentials");
    }
    Set<String> origins = new HashSet<>(furtherOrigins);
    for (String origin : texts(cors.path("allowOrigins"))) {
      requireOrigin(origin, file);
      origins.add(origin);
    }
    return new CorsPolicy(
        origins,
        texts(cors.path("allowMethods")),
        texts(cors.path("allowHeaders")),
        texts(cors.path("exposeHeaders")),
        RouteManifests.duration(cors.path("maxAge").asText("0s"), file));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  private static void requireKnown(JsonNode node, Set<String> known, String file) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!known.contains(field.getKey())) {
        throw unsupported(file, "secures by " + field.getKey());
      }
    }
  }

  private static void requireOrigin(String origin, String file) {
    if (!ORIGIN.matcher(origin).matches()) {
      throw unsupported(file, "allows the origin " + origin);
    }
  }

  private static IllegalArgumentException unsupported(String file, String what) {
    return new IllegalArgumentException(
        file + " " + what + ", which the local gateway does not do");
  }
}
