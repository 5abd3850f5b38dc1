package dev.rollcall.local.gateway;

import io.vertx.core.MultiMap;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The routes of the suite, the most specific first, as the Gateway API orders them: exact, then the
 * longest prefix, then those of one method, then those that ask for the most headers.
 */
public final class RouteTable {

  private final List<Route> routes;

  /**
   * Orders {@code routes}.
   *
   * @throws IllegalArgumentException when a route opens {@code /internal} or {@code /q}, or two
   *     routes claim one path
   */
  public RouteTable(List<Route> routes) {
    routes.forEach(RouteTable::refuseClosed);
    refuseTwins(routes);
    this.routes =
        routes.stream()
            .sorted(
                Comparator.comparing(Route::kind)
                    .thenComparing(route -> route.path().length(), Comparator.reverseOrder())
                    .thenComparing(route -> route.condition().method().isEmpty())
                    .thenComparing(
                        route -> route.condition().headers().size(), Comparator.reverseOrder()))
            .toList();
  }

  /** The routes in the order in which they are tried. */
  public List<Route> routes() {
    return routes;
  }

  /**
   * The policy for what reaches no route: the one that routes have, where they agree. A page then
   * learns why, as from a service.
   */
  CorsPolicy cors() {
    List<CorsPolicy> policies =
        routes.stream()
            .map(Route::cors)
            .filter(policy -> !policy.equals(CorsPolicy.NONE))
            .distinct()
            .toList();
    return policies.size() == 1 ? policies.getFirst() : CorsPolicy.NONE;
  }

  Optional<Route> find(RequestPath path, String method, MultiMap headers) {
    if (path.closed()) {
      return Optional.empty();
    }
    return routes.stream()
        .filter(route -> route.matches(path) && route.condition().holds(method, headers))
        .findFirst();
  }

  private static void refuseClosed(Route route) {
    boolean closed = RequestPath.of(route.path()).map(RequestPath::closed).orElse(true);
    if (closed) {
      throw new IllegalArgumentException("No gateway route may lead to " + route.path());
    }
  }

  private static void refuseTwins(List<Route> routes) {
    long distinct =
        routes.stream()
            .map(route -> List.of(route.kind(), route.path(), route.condition()))
            .distinct()
            .count();
    if (distinct != routes.size()) {
      throw new IllegalArgumentException("Two routes claim one path: " + routes);
    }
  }
}
