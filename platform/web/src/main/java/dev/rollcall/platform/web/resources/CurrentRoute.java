package dev.rollcall.platform.web.resources;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** The {@link Route} of the running request, found before its resource method ran. */
@ApplicationScoped
public class CurrentRoute {

  private static final String KEY = Route.class.getName();

  private final CurrentVertxRequest request;

  CurrentRoute(CurrentVertxRequest request) {
    this.request = request;
  }

  /** Keeps it with the request. */
  public static void set(RoutingContext context, Route route) {
    context.put(KEY, route);
  }

  /** Whether it was found. */
  public static boolean isKnown(RoutingContext context) {
    return context.get(KEY) != null;
  }

  /**
   * The route.
   *
   * @throws IllegalStateException outside of a resource method
   */
  public Route get() {
    Route route = request.getCurrent().get(KEY);
    if (route == null) {
      throw new IllegalStateException("no resource method is running");
    }
    return route;
  }
}
