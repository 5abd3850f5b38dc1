package dev.rollcall.platform.web.problem;

import dev.rollcall.platform.outcome.Refusal;
import java.util.Optional;

/** Problems of HTTP itself, which no use case decides. */
public final class HttpProblems {

  public static final Problem NOT_FOUND = Problem.of(Refusal.notFound());

  public static final Problem NO_BODY =
      Problem.of(400, "MALFORMED_REQUEST", "The request needs a JSON body and has none.");

  public static final Problem BROKEN_JSON =
      Problem.of(400, "MALFORMED_REQUEST", "The body is not one well-formed JSON document.");

  public static final Problem BROKEN_REQUEST =
      Problem.of(400, "MALFORMED_REQUEST", "The request can't be read.");

  public static final Problem BROKEN_URI =
      Problem.of(400, "MALFORMED_REQUEST", "The path or the query is not percent-encoded.");

  public static final Problem NOT_SIGNED_IN =
      Problem.of(401, "UNAUTHENTICATED", "Sign in first.").withHeader("WWW-Authenticate", "Bearer");

  public static final Problem BAD_TOKEN =
      Problem.of(401, "UNAUTHENTICATED", "The access token is not valid here; sign in again.")
          .withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");

  public static final Problem FORBIDDEN =
      Problem.of(403, "FORBIDDEN", "You are not allowed to do this.");

  public static final Problem METHOD_NOT_ALLOWED =
      Problem.of(405, "METHOD_NOT_ALLOWED", "This resource does not have that method.");

  public static final Problem NOT_ACCEPTABLE =
      Problem.of(406, "NOT_ACCEPTABLE", "None of the accepted media types is available.");

  public static final Problem TOO_LARGE =
      Problem.of(413, "CONTENT_TOO_LARGE", "The body is larger than 1 MiB.");

  public static final Problem URI_TOO_LONG =
      Problem.of(414, "URI_TOO_LONG", "The path and the query are longer than 8 KiB.");

  public static final Problem UNSUPPORTED_CODING =
      Problem.of(415, "UNSUPPORTED_MEDIA_TYPE", "The body must not be encoded.")
          .withHeader("Accept-Encoding", "identity");

  public static final Problem UNSUPPORTED_MEDIA_TYPE =
      Problem.of(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json.");

  public static final Problem HEADERS_TOO_LARGE =
      Problem.of(431, "HEADERS_TOO_LARGE", "The headers are larger than 16 KiB.");

  public static final Problem INTERNAL =
      Problem.of(500, "INTERNAL_ERROR", "Something went wrong; the request id helps to find it.");

  private HttpProblems() {}

  /** A header that may come once came with two values, of which neither is more right. */
  public static Problem headerTwice(String name) {
    return Problem.of(
        400, "MALFORMED_REQUEST", "The header %s came with two values.".formatted(name));
  }

  /** The problem of a bare HTTP status below 500 that JAX-RS raised; empty for a success. */
  public static Optional<Problem> of(int status) {
    return switch (status) {
      case 400 -> Optional.of(BROKEN_REQUEST);
      case 401 -> Optional.of(NOT_SIGNED_IN);
      case 403 -> Optional.of(FORBIDDEN);
      case 404 -> Optional.of(NOT_FOUND);
      case 405 -> Optional.of(METHOD_NOT_ALLOWED);
      case 406 -> Optional.of(NOT_ACCEPTABLE);
      case 413 -> Optional.of(TOO_LARGE);
      case 414 -> Optional.of(URI_TOO_LONG);
      case 415 -> Optional.of(UNSUPPORTED_MEDIA_TYPE);
      case 431 -> Optional.of(HEADERS_TOO_LARGE);
      default ->
          status < 400
              ? Optional.empty()
              : Optional.of(Problem.of(status, "REQUEST_REFUSED", "The request is refused."));
    };
  }
}
