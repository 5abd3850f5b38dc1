package dev.rollcall.local.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * Answers what is no HTTP, or more of it than this gateway reads, as a problem like any other. The
 * connection ends with it: where the next request begins can't be told.
 */
final class UnreadableRequests {

  /** Who still sends has this long to read the answer, which an end at once would take away. */
  static final long LINGER_MILLIS = 1_000;

  private final Vertx vertx;
  private final CorsPolicy cors;

  /**
   * Answers nothing yet.
   *
   * @param cors which pages may read the answers
   */
  UnreadableRequests(Vertx vertx, CorsPolicy cors) {
    this.vertx = vertx;
    this.cors = cors;
  }

  /** Answers a request whose line or headers could not be read. */
  void refuse(HttpServerRequest request) {
    Problem problem =
        switch (request.decoderResult().cause()) {
          case TooLongHttpLineException line -> Problem.URI_TOO_LONG;
          case TooLongHttpHeaderException headers -> Problem.HEADERS_TOO_LARGE;
          case null, default -> Problem.MALFORMED_REQUEST;
        };
    end(request, problem);
  }

  /**
   * Whether two servers could read its headers differently: not one host (RFC 9112 §3.2; HTTP/1.0
   * needs none), a coding of the transfer beside chunks (§6.1), a header without a name.
   */
  static boolean isAmbiguous(HttpServerRequest request) {
    MultiMap headers = request.headers();
    List<String> hosts = headers.getAll(HttpHeaders.HOST);
    List<String> codings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
    return hosts.size() > 1
        || (hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_1)
        || (!codings.isEmpty() && !String.join(",", codings).equalsIgnoreCase("chunked"))
        || headers.contains("");
  }

  /** Answers what began well and can't be read to its end. */
  void end(HttpServerRequest request, Problem problem) {
    if (request.response().ended()) {
      return;
    }
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    problem.answer(request, ForwardedHeaders.requestId(request), cors);
    vertx.setTimer(LINGER_MILLIS, later -> request.connection().close());
  }
}
