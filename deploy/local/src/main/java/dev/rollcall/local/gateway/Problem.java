package dev.rollcall.local.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Locale;

/** What the gateway itself has to say, as RFC 9457 problem details. */
enum Problem {
  MALFORMED_PATH(400, "Malformed path", "The path is ambiguous: broken or forbidden escapes."),
  MALFORMED_REQUEST(400, "Malformed request", "The request can't be read."),
  NOT_FOUND(404, "Not found", "Nothing is served under this path."),
  METHOD_NOT_ALLOWED(405, "Method not allowed", "This page can only be read."),
  CONTENT_TOO_LARGE(413, "Content too large", "A request body may have 1 MiB."),
  URI_TOO_LONG(414, "URI too long", "The request line is longer than 8 KiB."),
  HEADERS_TOO_LARGE(431, "Headers too large", "All headers together may have 16 KiB."),
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

  /** Ends the answer to {@code request} with this problem, which the policy lets pages read. */
  void answer(HttpServerRequest request, String requestId, CorsPolicy cors) {
    MultiMap headers = request.response().setStatusCode(status).headers();
    headers.set(ForwardedHeaders.REQUEST_ID, requestId);
    writeTo(headers);
    cors.allow(request, headers);
    request.response().end(body(requestId));
  }

  /** Makes {@code response} this problem. */
  ProxyResponse in(ProxyResponse response, String requestId) {
    writeTo(response.headers());
    return response.setStatusCode(status).setBody(Body.body(body(requestId)));
  }

  private void writeTo(MultiMap headers) {
    headers.set(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
    GatewayHeaders.guard(headers);
    if (this == SERVICE_UNAVAILABLE) {
      headers.set(HttpHeaders.RETRY_AFTER, "1");
    }
  }

  private Buffer body(String requestId) {
    return new JsonObject()
        .put("type", "urn:rollcall:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("title", title)
        .put("status", status)
        .put("code", name())
        .put("detail", detail)
        .put("requestId", requestId)
        .toBuffer();
  }
}
