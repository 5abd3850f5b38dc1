package dev.rollcall.platform.web.openapi;

import dev.rollcall.platform.outcome.Violation;
import dev.rollcall.platform.web.problem.Pointers;
import dev.rollcall.platform.web.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A problem that many operations may answer, with its example.
 *
 * @param name of the response among the document's components
 * @param description what it means
 * @param example the document's example
 * @param headers response headers that come with it
 */
record SharedProblem(String name, String description, Problem example, Set<String> headers) {

  static final SharedProblem MALFORMED =
      of("Malformed", "The request can't be read.", 400, "MALFORMED_REQUEST");
  static final SharedProblem UNAUTHENTICATED =
      with(
          of("Unauthenticated", "No access token, or not a valid one.", 401, "UNAUTHENTICATED"),
          "WWW-Authenticate");
  static final SharedProblem FORBIDDEN =
      of("Forbidden", "Signed in, but not allowed to do this.", 403, "FORBIDDEN");
  static final SharedProblem NOT_FOUND =
      of("NotFound", "Not there, or not for this caller to know.", 404, "NOT_FOUND");
  static final SharedProblem NOT_ACCEPTABLE =
      of("NotAcceptable", "None of the accepted media types is available.", 406, "NOT_ACCEPTABLE");
  static final SharedProblem CONFLICT =
      of("Conflict", "The state of things is against it; the code says how.", 409, "CONFLICT");
  static final SharedProblem STALE =
      of("Stale", "The If-Match version is stale.", 412, "STALE_VERSION");
  static final SharedProblem TOO_LARGE =
      of("TooLarge", "The body is larger than 1 MiB.", 413, "CONTENT_TOO_LARGE");
  static final SharedProblem URI_TOO_LONG =
      of("UriTooLong", "The path and the query are longer than 8 KiB.", 414, "URI_TOO_LONG");
  static final SharedProblem UNSUPPORTED =
      of(
          "Unsupported",
          "The body is not application/json, or is encoded.",
          415,
          "UNSUPPORTED_MEDIA_TYPE");
  static final SharedProblem INVALID =
      new SharedProblem(
          "Invalid",
          "Readable, but not valid; violations say where.",
          new Problem(
              422,
              "VALIDATION_FAILED",
              "The request is not valid.",
              List.of(
                  new Violation("/email", "must be an e-mail address"),
                  new Violation(Pointers.query("limit"), "must be a whole number from 1 to 200")),
              Map.of(),
              Map.of()),
          Set.of());
  static final SharedProblem TOO_MANY =
      with(of("TooMany", "Too often; try again later.", 429, "TOO_MANY_REQUESTS"), "Retry-After");
  static final SharedProblem HEADERS_TOO_LARGE =
      of("HeadersTooLarge", "The headers are larger than 16 KiB.", 431, "HEADERS_TOO_LARGE");
  static final SharedProblem INTERNAL =
      of("Internal", "A bug; the request id helps to find it.", 500, "INTERNAL_ERROR");
  static final SharedProblem UNAVAILABLE =
      with(
          of("Unavailable", "A part that is needed is away.", 503, "TEMPORARILY_UNAVAILABLE"),
          "Retry-After");

  /** All of them, for the document's components. */
  static final List<SharedProblem> ALL =
      List.of(
          MALFORMED,
          UNAUTHENTICATED,
          FORBIDDEN,
          NOT_FOUND,
          NOT_ACCEPTABLE,
          CONFLICT,
          STALE,
          TOO_LARGE,
          URI_TOO_LONG,
          UNSUPPORTED,
          INVALID,
          TOO_MANY,
          HEADERS_TOO_LARGE,
          INTERNAL,
          UNAVAILABLE);

  SharedProblem {
    headers = Set.copyOf(headers);
  }

  String status() {
    return Integer.toString(example.status());
  }

  private static SharedProblem of(String name, String description, int status, String code) {
    return new SharedProblem(name, description, Problem.of(status, code, description), Set.of());
  }

  private static SharedProblem with(SharedProblem problem, String header) {
    return new SharedProblem(problem.name, problem.description, problem.example, Set.of(header));
  }
}
