package dev.rollcall.platform.web.requests;

import dev.rollcall.platform.web.problem.HttpProblems;
import dev.rollcall.platform.web.problem.Problem;
import dev.rollcall.platform.web.resources.PercentEncoding;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request is written like, checked before anything reads it, so that everything below sees
 * one form: sizes (414, 431), escapes of the URI, headers that may come once only (400), content
 * codings (415), and lists that came in several lines (RFC 9110 §5.3).
 */
@ApplicationScoped
public class RequestSyntax {

  /** Before the body's limit. */
  private static final int EARLY = 950;

  /** RFC 9110 §4.1 wants 8000 at least. */
  private static final int MOST_OF_URI = 8 * 1024;

  private static final int MOST_OF_HEADERS = 16 * 1024;

  private static final List<String> LISTS =
      List.of(
          "Accept",
          "Accept-Charset",
          "Accept-Encoding",
          "Accept-Language",
          "Cache-Control",
          "If-Match",
          "If-None-Match",
          "Prefer");

  private static final List<String> SINGLETONS =
      List.of(
          "Authorization",
          "Content-Type",
          "Idempotency-Key",
          "If-Modified-Since",
          "If-Unmodified-Since",
          "Last-Event-ID",
          "Proxy-Session");

  /** A scheme, and blanks before what it needs (RFC 9110 §11.4). */
  private static final Pattern CREDENTIALS = Pattern.compile("(\\S++)[ \\t]++(.*+)");

  private final EarlyAnswers answers;

  RequestSyntax(EarlyAnswers answers) {
    this.answers = answers;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, EARLY);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<Problem> problem = problem(request);
    if (problem.isPresent()) {
      answers.refuse(context, problem.get());
    } else {
      unify(request);
      context.next();
    }
  }

  private static Optional<Problem> problem(HttpServerRequest request) {
    if (request.uri().length() > MOST_OF_URI) {
      return Optional.of(HttpProblems.URI_TOO_LONG);
    }
    if (sizeOfHeaders(request) > MOST_OF_HEADERS) {
      return Optional.of(HttpProblems.HEADERS_TOO_LARGE);
    }
    if (!isReadable(request.uri())) {
      return Optional.of(HttpProblems.BROKEN_URI);
    }
    Optional<String> twice = SINGLETONS.stream().filter(name -> differs(request, name)).findFirst();
    if (twice.isPresent()) {
      return twice.map(HttpProblems::headerTwice);
    }
    return request.headers().contains(HttpHeaders.CONTENT_ENCODING)
        ? Optional.of(HttpProblems.UNSUPPORTED_CODING)
        : Optional.empty();
  }

  /** A query whose escapes are whole but no UTF-8 is invalid text of a parameter: 422, later. */
  private static boolean isReadable(String text) {
    try {
      int query = text.indexOf('?');
      return new URI(text).getRawFragment() == null
          && PercentEncoding.hasWholeEscapes(text)
          && PercentEncoding.isReadable(query < 0 ? text : text.substring(0, query));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static int sizeOfHeaders(HttpServerRequest request) {
    int size = 0;
    for (var header : request.headers()) {
      size += header.getKey().length() + header.getValue().length();
    }
    return size;
  }

  private static boolean differs(HttpServerRequest request, String name) {
    List<String> lines = request.headers().getAll(name);
    return lines.size() > 1 && Set.copyOf(lines).size() > 1;
  }

  private static void unify(HttpServerRequest request) {
    LISTS.forEach(name -> join(request, name));
    String credentials = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (credentials != null) {
      var parts = CREDENTIALS.matcher(credentials);
      if (parts.matches()) {
        request.headers().set(HttpHeaders.AUTHORIZATION, parts.group(1) + " " + parts.group(2));
      }
    }
  }

  private static void join(HttpServerRequest request, String name) {
    List<String> lines = request.headers().getAll(name);
    if (lines.size() > 1) {
      request.headers().set(name, String.join(", ", lines));
    }
  }
}
