package dev.rollcall.platform.outcome;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request is refused: a business answer, not an error of the program. It is mapped once, in
 * platform/web, to a problem document (RFC 9457).
 *
 * @param kind what sort of refusal it is; decides the HTTP status
 * @param code stable, UPPER_SNAKE, e.g. {@code NO_FREE_LICENSE}; clients branch on it
 * @param detail one sentence for the person who reads it; no ids of other tenants, no internals
 * @param violations the invalid fields, for {@link Kind#INVALID}; else empty
 * @param details further members of the problem document, e.g. the two states of a refused
 *     transition
 * @param retryAfter when trying again makes sense
 */
public record Refusal(
    Kind kind,
    String code,
    String detail,
    List<Violation> violations,
    Map<String, Object> details,
    Optional<Duration> retryAfter) {

  /** The sorts of refusal, each one HTTP status (API.md, Conventions). */
  public enum Kind {
    /** 400: the request can't be read. */
    MALFORMED,
    /** 401: nobody is signed in. */
    UNAUTHENTICATED,
    /** 403: somebody is, but may not. */
    FORBIDDEN,
    /** 404: not there, or not for this caller to know. */
    NOT_FOUND,
    /** 409: the state of things is against it. */
    CONFLICT,
    /** 410: it was there and never comes back. */
    GONE,
    /** 412: the {@code If-Match} version is stale. */
    STALE,
    /** 422: readable but not valid. */
    INVALID,
    /** 429: too often. */
    TOO_MANY,
    /** 503: a part that is needed is away. */
    UNAVAILABLE
  }

  public Refusal {
    violations = List.copyOf(violations);
    details = Map.copyOf(details);
  }

  public static Refusal notFound() {
    return of(Kind.NOT_FOUND, "NOT_FOUND", "There is no such resource.");
  }

  public static Refusal forbidden(String detail) {
    return of(Kind.FORBIDDEN, "FORBIDDEN", detail);
  }

  public static Refusal conflict(String code, String detail) {
    return of(Kind.CONFLICT, code, detail);
  }

  public static Refusal gone(String code, String detail) {
    return of(Kind.GONE, code, detail);
  }

  public static Refusal invalid(String pointer, String message) {
    return invalid(List.of(new Violation(pointer, message)));
  }

  public static Refusal invalid(List<Violation> violations) {
    return new Refusal(
        Kind.INVALID,
        "VALIDATION_FAILED",
        "The request is not valid.",
        violations,
        Map.of(),
        Optional.empty());
  }

  public static Refusal tooMany(String code, String detail, Duration retryAfter) {
    return new Refusal(Kind.TOO_MANY, code, detail, List.of(), Map.of(), Optional.of(retryAfter));
  }

  public static Refusal unavailable(String code, String detail, Duration retryAfter) {
    return new Refusal(
        Kind.UNAVAILABLE, code, detail, List.of(), Map.of(), Optional.of(retryAfter));
  }

  public static Refusal of(Kind kind, String code, String detail) {
    return new Refusal(kind, code, detail, List.of(), Map.of(), Optional.empty());
  }

  /** The same refusal with one more member in its problem document. */
  public Refusal with(String member, Object value) {
    var more = new java.util.HashMap<>(details);
    more.put(member, value);
    return new Refusal(kind, code, detail, violations, more, retryAfter);
  }
}
