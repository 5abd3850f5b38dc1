package dev.rollcall.local.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Locale;

/** What the gateway itself has to say, as RFC 9457 problem details. */
enum Problem {
  MALFORMED_PATH(400, "Malformed path", "The path is ambiguous: broken or forbidden escapes."),
  NOT_FOUND(404, "Not found", "Nothing is served under this path."),
  METHOD_NOT_ALLOWED(405, "Method not allowed", "This page can only be read."),
  CONTENT_TOO_LARGE(413, "Content too large", "A request body may have 1 MiB."),
  BAD_GATEWAY(502, "Bad gateway", "The service broke off before it answered."),
  SERVICE_UNAVAILABLE(503, "Service unavailable", "The service is not running or still starting."),
  GATEWAY_TIMEOUT(504, "Gateway timeout", "The service did not answer in time.");

  static final String MEDIA_TYPE = "application/problem+json";

  private final int status;
  private final String title;
  private final String detail;

  Problem(int status, String title, String detail) {
    this.status = status;
    this.title = title;
    this.detail = detail;
  }

  /** Ends {@code response} with this problem. */
  void answer(HttpServerResponse response, String requestId) {
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
        .putHeader(ForwardedHeaders.REQUEST_ID, requestId)
        .end(body());
  }

  /** Makes {@code response} this problem. */
  ProxyResponse in(ProxyResponse response) {
    if (this == SERVICE_UNAVAILABLE) {
      response.putHeader(HttpHeaders.RETRY_AFTER, "1");
    }
    return response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
        .setBody(Body.body(body()));
  }

  private Buffer body() {
    return new JsonObject()
        .put("type", "urn:rollcall:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("title", title)
        .put("status", status)
        .put("code", name())
        .put("detail", detail)
        .toBuffer();
  }
}
