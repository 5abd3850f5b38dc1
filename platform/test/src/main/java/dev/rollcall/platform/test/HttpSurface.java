package dev.rollcall.platform.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.platform.test.RawHttp.Reply;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What every operation of a service answers to HTTP itself (API.md, Conventions): methods, media
 * types, headers and encodings. Walks the service's OpenAPI document without signing in, so a new
 * operation is in it by itself.
 *
 * <pre>{@code
 * assertThat(HttpSurface.deviations()).isEmpty();
 * }</pre>
 */
public final class HttpSurface {

  private static final String ANY_ID = "01999999-0000-7000-8000-000000000001";
  private static final String JSON = "Content-Type: application/json";

  private static final List<String> VERBS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE");

  /** One item is one request; a bar parts the lines of one that come several times. */
  private static final List<String> ADMITTING_JSON =
      List.of(
          "blah",
          ";",
          "",
          "*",
          "application/*",
          "*/*;q=0.1",
          "text/html, *; q=.2, */*; q=.2",
          "application/json;charset=utf-8",
          "application/json;version=1",
          "APPLICATION/JSON",
          "text/html;q=0.9, application/json;q=0.001",
          "image/png|application/json",
          "*/*;q=0|application/json");

  private static final List<String> ADMITTING_NOTHING =
      List.of("image/png", "application/problem+json", "*/*;q=0", "image/*, application/json;q=0");

  private static final List<String> OTHER_CONTENT =
      List.of(
          "Content-Type: text/plain",
          "Content-Type: application/vnd.rollcall+json",
          "Content-Type: application/merge-patch+json",
          "Content-Type: application/json;charset=latin1",
          "Content-Type: application/json; charset=\"utf-16\"",
          "Content-Type: nonsense",
          "Content-Type: */*",
          "Content-Type:",
          "X-Nothing: no media type at all");

  private static final List<String> TWICE =
      List.of("Idempotency-Key", "Proxy-Session", "Authorization", "Content-Type");

  /** What a request may change of an answer that is else the same. */
  private static final Set<String> OF_THE_MOMENT =
      Set.of("x-request-id", "date", "content-length", "transfer-encoding");

  private final URI server;
  private final List<String> deviations = new ArrayList<>();

  private HttpSurface(URI server) {
    this.server = server;
  }

  private record Operation(String verb, String path, Set<String> offers, Set<String> bodies) {

    boolean takesBody() {
      return !bodies.isEmpty();
    }
  }

  /** What is not as API.md says of the service under test, in words; empty when all is. */
  public static List<String> deviations() {
    var surface = new HttpSurface(URI.create(RestAssured.baseURI + ":" + RestAssured.port));
    surface.walk();
    return List.copyOf(surface.deviations);
  }

  private void walk() {
    JsonNode paths = document(server).path("paths");
    for (var path : paths.properties()) {
      List<Operation> operations = operations(path.getKey(), path.getValue());
      methods(operations);
      operations.forEach(this::documented);
      operations.forEach(this::negotiation);
      operations.forEach(this::content);
      operations.forEach(this::headers);
      operations.stream().filter(some -> some.verb().equals("GET")).forEach(this::head);
    }
    belowOperations();
  }

  private static JsonNode document(URI server) {
    Reply reply = RawHttp.send(server, "GET", "/q/openapi?format=json", List.of(), "");
    try {
      String body = reply.body();
      return new ObjectMapper().readTree(body.substring(body.indexOf('{')));
    } catch (IOException e) {
      throw new UncheckedIOException("no OpenAPI document: " + reply, e);
    }
  }

  private static List<Operation> operations(String template, JsonNode item) {
    String path = template.replaceAll("\\{[^}]*}", ANY_ID);
    return item.properties().stream()
        .filter(entry -> VERBS.contains(entry.getKey().toUpperCase(Locale.ROOT)))
        .map(entry -> operation(entry.getKey().toUpperCase(Locale.ROOT), path, entry.getValue()))
        .toList();
  }

  private static Operation operation(String verb, String path, JsonNode operation) {
    Set<String> offers = new TreeSet<>();
    for (var response : operation.path("responses").properties()) {
      if (response.getKey().startsWith("2")) {
        response.getValue().path("content").fieldNames().forEachRemaining(offers::add);
      }
    }
    Set<String> bodies = new TreeSet<>();
    operation.path("requestBody").path("content").fieldNames().forEachRemaining(bodies::add);
    return new Operation(verb, path, offers, bodies);
  }

  /** A media type is named for whatever is sent and answered. */
  private void documented(Operation operation) {
    if (operation.offers().contains("*/*") || operation.bodies().contains("*/*")) {
      deviations.add(operation + " names no media type in the document");
    }
  }

  /** 405 with Allow for every other method, and OPTIONS. */
  private void methods(List<Operation> operations) {
    Set<String> allowed =
        operations.stream().map(Operation::verb).collect(Collectors.toCollection(TreeSet::new));
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    allowed.add("OPTIONS");
    String path = operations.getFirst().path();
    for (String verb : VERBS) {
      if (!allowed.contains(verb)) {
        for (String target :
            List.of(path, path + "/", path + ";x=1", "/" + path, "/n/.." + path, "/%2e" + path)) {
          expect(
              verb + " " + target + " is 405 with Allow: " + allowed,
              send(verb, target, "", List.of()),
              reply ->
                  reply.status() == 405
                      && allowed.equals(listed(reply.header("Allow")))
                      && (verb.equals("HEAD") || reply.isProblem(405, "METHOD_NOT_ALLOWED")));
        }
      }
    }
    expect(
        "OPTIONS " + path + " is 204 with Allow: " + allowed,
        send("OPTIONS", path, "", List.of()),
        reply -> reply.status() == 204 && allowed.equals(listed(reply.header("Allow"))));
  }

  private void negotiation(Operation operation) {
    if (!operation.offers().isEmpty() && !operation.offers().contains("application/json")) {
      return;
    }
    for (String accept : isSlow(operation) ? ADMITTING_JSON.subList(0, 1) : ADMITTING_JSON) {
      expect(
          operation.verb() + " " + operation.path() + " has JSON for Accept: " + accept,
          send(operation, lines("Accept", accept)),
          reply -> reply.status() < 500 && reply.status() != 406);
    }
    for (String accept : ADMITTING_NOTHING) {
      expect(
          operation.verb() + " " + operation.path() + " has nothing for Accept: " + accept,
          send(operation, lines("Accept", accept)),
          reply -> operation.offers().size() > 1 || reply.isProblem(406, "NOT_ACCEPTABLE"));
    }
  }

  /** Needs no sign-in, and answers once every replica knows: seconds each time. */
  private static boolean isSlow(Operation operation) {
    return operation.verb().equals("DELETE") && operation.path().equals("/internal/clock");
  }

  private void content(Operation operation) {
    if (!operation.takesBody()) {
      return;
    }
    for (String line : OTHER_CONTENT) {
      expect(
          operation.verb() + " " + operation.path() + " takes no body with " + line,
          send(operation.verb(), operation.path(), "{}", List.of(line)),
          reply -> reply.isProblem(415, "UNSUPPORTED_MEDIA_TYPE"));
    }
    for (String type :
        List.of(JSON, JSON + ";charset=UTF-8", JSON + " ; charset=\"utf-8\"", JSON + ";x=1")) {
      expect(
          operation.verb() + " " + operation.path() + " takes a body with " + type,
          send(operation.verb(), operation.path(), "{}", List.of(type)),
          reply -> reply.status() < 500 && reply.status() != 415);
    }
  }

  private void headers(Operation operation) {
    expect(
        operation.verb() + " " + operation.path() + " takes no Content-Encoding",
        send(operation, List.of("Content-Encoding: gzip")),
        reply -> reply.isProblem(415, "UNSUPPORTED_MEDIA_TYPE"));
    for (String name : TWICE) {
      expect(
          operation.verb() + " " + operation.path() + " refuses two of " + name,
          send(operation.verb(), operation.path(), "", lines(name, "application/json|text/plain")),
          reply -> reply.isProblem(400, "MALFORMED_REQUEST"));
    }
    for (String query : List.of("q=%zz", "q=%", "q=%4", "%zz=1", "a=1&q=%c3%")) {
      expect(
          operation.verb() + " " + operation.path() + " can't read ?" + query,
          send(operation.verb(), operation.path() + "?" + query, "", List.of()),
          reply -> reply.isProblem(400, "MALFORMED_REQUEST"));
    }
  }

  /** HEAD has what GET has, and no body. */
  private void head(Operation operation) {
    Reply get = send("GET", operation.path(), "", List.of());
    expect(
        "HEAD " + operation.path() + " is as GET: " + get,
        send("HEAD", operation.path(), "", List.of()),
        reply -> reply.status() == get.status() && reply.body().isEmpty() && named(reply, get));
  }

  private static boolean named(Reply head, Reply get) {
    return lasting(head).equals(lasting(get));
  }

  private static Set<String> lasting(Reply reply) {
    return reply.headers().entrySet().stream()
        .filter(header -> !OF_THE_MOMENT.contains(header.getKey()))
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  /** What no operation sees. */
  private void belowOperations() {
    for (String target :
        List.of(
            "/%zz", "/%", "/q%2", "/nowhere/%ff", "/nowhere?q=%zz", "/a\"b", "/n?q={}", "/#x")) {
      expect(
          target + " can't be read",
          send("GET", target, "", List.of()),
          reply -> reply.isProblem(400, "MALFORMED_REQUEST"));
    }
    expect(
        "a cookie of 20 kB is too much",
        send("GET", "/nowhere", "", List.of("Cookie: a=" + "x".repeat(20_000))),
        reply -> reply.isProblem(431, "HEADERS_TOO_LARGE"));
    expect(
        "many headers are too much",
        send("GET", "/nowhere", "", many(2_000)),
        reply -> reply.isProblem(431, "HEADERS_TOO_LARGE"));
    expect(
        "a path of 10 kB is too much",
        send("GET", "/nowhere/" + "x".repeat(10_000), "", List.of()),
        reply -> reply.isProblem(414, "URI_TOO_LONG"));
    expect(
        "OPTIONS * is nowhere",
        send("OPTIONS", "*", "", List.of()),
        reply -> reply.isProblem(404, "NOT_FOUND"));
    expect(
        "what is nowhere is a problem for every method",
        send("DELETE", "/nowhere", "", List.of()),
        reply -> reply.isProblem(404, "NOT_FOUND"));
    expect(
        "a gzip body for nobody is refused",
        send("POST", "/nowhere", "x", List.of(JSON, "Content-Encoding: gzip")),
        reply -> reply.isProblem(415, "UNSUPPORTED_MEDIA_TYPE"));
    expect(
        "a body of 900 kB that is refused lets the next request on the connection through",
        RawHttp.send(server, refusedAndNext()),
        reply -> reply.status() == 404 || reply.body().contains("HTTP/1.1 404"));
    for (String target : List.of("/q/health/live", "/q/metrics", "/q/openapi")) {
      expect(
          target + " is there", send("GET", target, "", List.of()), reply -> reply.status() == 200);
    }
  }

  private static List<String> many(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> "X-" + i + ": value").toList();
  }

  private static String refusedAndNext() {
    String body = "x".repeat(900_000);
    return "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body
        + "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  private Reply send(Operation operation, List<String> headerLines) {
    List<String> lines = new ArrayList<>(headerLines);
    if (operation.takesBody()) {
      lines.add(JSON);
    }
    return send(operation.verb(), operation.path(), operation.takesBody() ? "{}" : "", lines);
  }

  private Reply send(String verb, String target, String body, List<String> headerLines) {
    return RawHttp.send(server, verb, target, headerLines, body);
  }

  private static List<String> lines(String name, String values) {
    return Arrays.stream(values.split("\\|", -1)).map(value -> name + ": " + value).toList();
  }

  private static Set<String> listed(String header) {
    return Arrays.stream(header.split(","))
        .map(String::strip)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void expect(String what, Reply reply, Predicate<Reply> holds) {
    boolean guarded =
        reply.header("X-Content-Type-Options").equals("nosniff")
            && reply.header("Cache-Control").equals("no-store");
    if (!guarded || !holds.test(reply)) {
      deviations.add((guarded ? "" : "unguarded: ") + what + " -> " + reply);
    }
  }
}
