package dev.rollcall.local.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Reads a request's body whole before anything is forwarded: a slow caller then holds no connection
 * of a service, a request can be sent again, and a body that is too large is refused in an answer
 * that arrives.
 */
final class RequestBody {

  /** The most that is forwarded. */
  static final int LIMIT = 1024 * 1024;

  /**
   * Up to here a body that is too large is read and dropped, since many callers read no answer
   * before they have sent all.
   */
  static final int DRAINED = 2 * LIMIT;

  private final HttpServerRequest request;
  private final Promise<Optional<Buffer>> done = Promise.promise();
  private Buffer kept = Buffer.buffer();
  private long seen;

  private RequestBody(HttpServerRequest request) {
    this.request = request;
  }

  /**
   * The whole body, empty when it is larger than {@link #LIMIT}. Fails when the caller breaks off.
   */
  static Future<Optional<Buffer>> read(HttpServerRequest request) {
    boolean expectsContinue =
        "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    long announced = announcedLength(request);
    if (announced > DRAINED || (expectsContinue && announced > LIMIT)) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      return Future.succeededFuture(Optional.empty());
    }
    if (expectsContinue) {
      request.response().writeContinue();
    }
    return new RequestBody(request).collect();
  }

  private Future<Optional<Buffer>> collect() {
    request.handler(this::take);
    request.endHandler(
        end -> done.tryComplete(seen > LIMIT ? Optional.empty() : Optional.of(kept)));
    request.exceptionHandler(done::tryFail);
    return done.future();
  }

  private void take(Buffer chunk) {
    seen += chunk.length();
    if (seen <= LIMIT) {
      kept.appendBuffer(chunk);
      return;
    }
    kept = Buffer.buffer();
    if (seen > DRAINED) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      done.tryComplete(Optional.empty());
    }
  }

  /** -1 when the length isn't announced. */
  private static long announcedLength(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return header != null && header.matches("\\d{1,18}") ? Long.parseLong(header) : -1;
  }
}
