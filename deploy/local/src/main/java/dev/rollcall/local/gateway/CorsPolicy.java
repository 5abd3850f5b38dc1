package dev.rollcall.local.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins may read the answers of a route (Fetch, CORS protocol): what a
 * SecurityPolicy of Envoy Gateway says under {@code cors}. Credentials of the browser are never
 * part of it: callers send a bearer token.
 *
 * @param origins scheme, host and port; empty: the gateway leaves the route's answers as they are
 * @param methods what a page may call
 * @param headers what a page may send
 * @param exposed what a page may read of an answer's headers
 * @param maxAge how long a browser may remember the answer to a preflight
 */
public record CorsPolicy(
    Set<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> exposed,
    Duration maxAge) {

  /** No policy at all. */
  public static final CorsPolicy NONE =
      new CorsPolicy(Set.of(), List.of(), List.of(), List.of(), Duration.ZERO);

  private static final String ORIGIN = "Origin";
  private static final String CORS_HEADERS = "access-control-";

  public CorsPolicy {
    origins = Set.copyOf(origins);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    exposed = List.copyOf(exposed);
  }

  /** Whether a browser asks what a page of another origin may do here. */
  boolean isPreflight(HttpServerRequest request) {
    return !origins.isEmpty()
        && request.method().equals(HttpMethod.OPTIONS)
        && request.headers().contains(ORIGIN)
        && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  /** Answers a preflight; a page of an origin that isn't configured learns nothing. */
  void answerPreflight(HttpServerRequest request, String requestId) {
    MultiMap answer = request.response().setStatusCode(204).headers();
    answer.set(ForwardedHeaders.REQUEST_ID, requestId);
    GatewayHeaders.guard(answer);
    if (allow(request, answer)) {
      answer.remove(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS);
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", methods));
      answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, String.join(", ", headers));
      answer.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, String.valueOf(maxAge.toSeconds()));
    }
    request.response().end();
  }

  /**
   * Lets the page that sent the request read its answer, if its origin is configured. The gateway's
   * word is the only one: what a service says of other origins is dropped.
   *
   * @return whether it may
   */
  boolean allow(HttpServerRequest request, MultiMap answer) {
    if (origins.isEmpty()) {
      return false;
    }
    List.copyOf(answer.names()).stream()
        .filter(name -> name.regionMatches(true, 0, CORS_HEADERS, 0, CORS_HEADERS.length()))
        .forEach(answer::remove);
    varyByOrigin(answer);
    String origin = request.getHeader(ORIGIN);
    if (origin == null || !origins.contains(origin)) {
      return false;
    }
    answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    answer.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, String.join(", ", exposed));
    return true;
  }

  private static void varyByOrigin(MultiMap answer) {
    if (answer.getAll(HttpHeaders.VARY).stream().noneMatch(CorsPolicy::namesOrigin)) {
      answer.add(HttpHeaders.VARY, ORIGIN);
    }
  }

  private static boolean namesOrigin(@Nullable String vary) {
    return vary != null
        && List.of(vary.split("\\s*,\\s*")).stream().anyMatch(ORIGIN::equalsIgnoreCase);
  }
}
