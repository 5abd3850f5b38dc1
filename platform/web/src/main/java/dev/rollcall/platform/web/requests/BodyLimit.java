package dev.rollcall.platform.web.requests;

import dev.rollcall.platform.web.problem.HttpProblems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses bodies over 1 MiB with a problem document (413), announced by Content-Length or found
 * while reading.
 */
@ApplicationScoped
public class BodyLimit {

  private static final int LIMIT = 1024 * 1024;

  /** After the request id, before authentication. */
  private static final int EARLY = 900;

  private final EarlyAnswers answers;

  BodyLimit(EarlyAnswers answers) {
    this.answers = answers;
  }

  void register(@Observes Filters filters) {
    filters.register(this::limit, EARLY);
  }

  private void limit(RoutingContext context) {
    HttpServerRequest request = context.request();
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      limitAnnounced(context, length);
    } else if (mayHaveBody(request)) {
      new Reading(context).start();
    } else {
      context.next();
    }
  }

  private void limitAnnounced(RoutingContext context, String length) {
    // Digits only: the HTTP server has refused anything else. More than nine are too many.
    if (length.length() > 9 || Long.parseLong(length) > LIMIT) {
      answers.refuse(context, HttpProblems.TOO_LARGE);
    } else {
      context.next();
    }
  }

  private static boolean mayHaveBody(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (request.version() == HttpVersion.HTTP_2
            && !HttpMethod.GET.equals(request.method())
            && !HttpMethod.HEAD.equals(request.method()));
  }

  /** Collects a body of unannounced length, as long as it stays under the limit. */
  private final class Reading {
    private final RoutingContext context;
    private final Buffer body = Buffer.buffer();

    Reading(RoutingContext context) {
      this.context = context;
    }

    void start() {
      context.request().handler(this::take);
      context.request().endHandler(this::end);
      context.request().resume();
    }

    private void take(Buffer chunk) {
      body.appendBuffer(chunk);
      if (body.length() > LIMIT) {
        answers.refuse(context, HttpProblems.TOO_LARGE, body.length());
      }
    }

    private void end(Void nothing) {
      ((RoutingContextInternal) context).setBody(body);
      context.next();
    }
  }
}
