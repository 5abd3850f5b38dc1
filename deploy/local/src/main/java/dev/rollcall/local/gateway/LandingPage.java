package dev.rollcall.local.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The backend {@code landing}: one static page, the same file that the cluster serves. */
public final class LandingPage {

  static final String BACKEND = "landing";

  private final Buffer html;

  /** Reads {@code file} once. */
  public LandingPage(Path file) {
    try {
      this.html = Buffer.buffer(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the landing page " + file, e);
    }
  }

  void answer(HttpServerRequest request, String requestId) {
    HttpServerResponse response =
        request.response().putHeader(ForwardedHeaders.REQUEST_ID, requestId);
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.ALLOW, "GET, HEAD");
      Problem.METHOD_NOT_ALLOWED.answer(request, requestId, CorsPolicy.NONE);
      return;
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(html);
  }
}
