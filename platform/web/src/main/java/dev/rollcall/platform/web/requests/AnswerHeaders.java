package dev.rollcall.platform.web.requests;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/**
 * Every answer is what it says it is, and nobody keeps it (API.md, Conventions). The static files
 * of the join page say otherwise themselves.
 */
@ApplicationScoped
public class AnswerHeaders {

  private static final int FIRST = 999;

  private static final Map<String, String> HEADERS =
      Map.of("X-Content-Type-Options", "nosniff", "Cache-Control", "no-store");

  void register(@Observes Filters filters) {
    filters.register(AnswerHeaders::guard, FIRST);
  }

  private static void guard(RoutingContext context) {
    context.addHeadersEndHandler(end -> set(context.response()));
    context.next();
  }

  /** Sets those that the answer hasn't; also for what is answered before any filter. */
  public static void set(HttpServerResponse response) {
    HEADERS.forEach((name, value) -> setUnlessThere(response, name, value));
  }

  private static void setUnlessThere(HttpServerResponse response, String name, String value) {
    if (!response.headers().contains(name)) {
      response.putHeader(name, value);
    }
  }
}
