package dev.rollcall.platform.web.requests;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Every answer is what it says it is, and nobody keeps it (API.md, Conventions). Set before
 * anything else can answer; the static files of the join page say otherwise themselves.
 */
@ApplicationScoped
public class AnswerHeaders {

  private static final int FIRST = 999;

  void register(@Observes Filters filters) {
    filters.register(AnswerHeaders::guard, FIRST);
  }

  private static void guard(RoutingContext context) {
    context
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    context.next();
  }
}
