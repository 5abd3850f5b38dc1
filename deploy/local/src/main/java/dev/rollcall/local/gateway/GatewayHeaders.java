package dev.rollcall.local.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** What every answer of the gateway's own has, as those of the services (API.md, Conventions). */
final class GatewayHeaders {

  private GatewayHeaders() {}

  /** Nothing guesses what it is, and nothing keeps it. */
  static void guard(MultiMap answer) {
    answer.set("X-Content-Type-Options", "nosniff");
    answer.set(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
