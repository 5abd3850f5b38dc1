package dev.rollcall.platform.web.problem;

import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A problem document (RFC 9457) before it is written.
 *
 * @param status the HTTP status, 400–599
 * @param code stable, UPPER_SNAKE; {@code type} and {@code title} are made from it
 * @param detail one sentence for the person who reads it, without internals
 * @param violations the invalid fields of a 422; else empty
 * @param details further members of the document
 * @param headers headers that go with the status, such as {@code Retry-After}
 */
public record Problem(
    int status,
    String code,
    String detail,
    List<Violation> violations,
    Map<String, Object> details,
    Map<String, String> headers) {

  /** The media type of problem documents. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPE_PREFIX = "urn:rollcall:problem:";

  public Problem {
    violations = List.copyOf(violations);
    details = Map.copyOf(details);
    headers = Map.copyOf(headers);
  }

  /** A problem that is nothing but its status and code. */
  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, List.of(), Map.of(), Map.of());
  }

  /** The document of a refusal. */
  public static Problem of(Refusal refusal) {
    return new Problem(
        status(refusal.kind()),
        refusal.code(),
        refusal.detail(),
        refusal.violations(),
        refusal.details(),
        headers(refusal));
  }

  /** The same problem with one more header. */
  public Problem withHeader(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, code, detail, violations, details, more);
  }

  /** The members of the document, in the order in which they are written. */
  public Map<String, Object> document(String requestId) {
    var document = new LinkedHashMap<String, Object>();
    document.put("type", type(code));
    document.put("title", title(code));
    document.put("status", status);
    document.put("code", code);
    document.put("detail", detail);
    document.put("requestId", requestId);
    if (!violations.isEmpty()) {
      document.put("violations", violations);
    }
    details.forEach(document::putIfAbsent);
    return document;
  }

  /** {@code urn:rollcall:problem:<kebab-code>}. */
  public static String type(String code) {
    return TYPE_PREFIX + code.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code in words: {@code NO_FREE_LICENSE} is "No free license". */
  public static String title(String code) {
    String words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static int status(Refusal.Kind kind) {
    return switch (kind) {
      case MALFORMED -> 400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case GONE -> 410;
      case STALE -> 412;
      case INVALID -> 422;
      case TOO_MANY -> 429;
      case UNAVAILABLE -> 503;
    };
  }

  private static Map<String, String> headers(Refusal refusal) {
    var headers = new LinkedHashMap<String, String>();
    refusal
        .retryAfter()
        .ifPresent(wait -> headers.put("Retry-After", Long.toString(seconds(wait.toMillis()))));
    if (refusal.kind() == Refusal.Kind.UNAUTHENTICATED) {
      headers.put("WWW-Authenticate", "Bearer");
    }
    return headers;
  }

  /** Retry-After has whole seconds: rounded up, so that nobody comes back too early. */
  private static long seconds(long millis) {
    return Math.max(1, Math.ceilDiv(millis, 1000L));
  }
}
