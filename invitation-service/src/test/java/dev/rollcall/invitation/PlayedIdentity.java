package dev.rollcall.invitation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays identity's internal contract on loopback: joins are kept by id, answered the same when
 * repeated, and closed for ever when settled before they happened. The password chooses what goes
 * wrong, the address who is known, so that a test needs no way into this server but what it sends;
 * {@link #seen} tells what came.
 *
 * <ul>
 *   <li>{@code weak-…}: 422 at /password
 *   <li>{@code names-…}: 422 at both names and at the whole document
 *   <li>{@code away-…}: 503, nothing done
 *   <li>{@code closing-…}: 409 OFFICE_CLOSING, nothing done
 *   <li>{@code lost-…}: done, but the first answer is lost
 *   <li>{@code doubt-…}: no answer the first time, 409 OFFICE_GONE the second; nothing done
 *   <li>{@code crash-…}: done, but every answer is lost
 *   <li>{@code hang-…}: nothing done, no answer in time
 *   <li>{@code deaf-…}: done and lost, and settling fails twice
 *   <li>address {@code known…}: somebody has a login with it
 *   <li>address {@code silent…}: no answer to whether somebody has a login with it
 *   <li>address {@code orphan…}: 409 INVITER_GONE
 *   <li>address {@code blocked…}: 409 DOMAIN_BLOCKED
 * </ul>
 */
public class PlayedIdentity implements QuarkusTestResourceLifecycleManager {

  private static final String ADDRESS = "rollcall.test.played-identity";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, UUID> joined = new ConcurrentHashMap<>();
  private final Map<String, Boolean> closed = new ConcurrentHashMap<>();
  private final Map<String, Boolean> deaf = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Map<String, String> members = new ConcurrentHashMap<>();
  private final Map<String, String> companies = new ConcurrentHashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);

  private record Answer(int status, String body) {
    static final Answer LOST = new Answer(0, "");
  }

  @Override
  public Map<String, String> start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
      server.createContext("/internal/joins/", this::joins);
      server.createContext("/internal/persons", this::persons);
      server.createContext("/internal/companies/", this::companies);
      server.createContext("/internal/access", this::access);
      server.createContext("/seen/", this::seen);
      server.setExecutor(
          Executors.newCachedThreadPool(
              work -> Thread.ofPlatform().daemon().name("played-identity").unstarted(work)));
      server.start();
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      System.setProperty(ADDRESS, url);
      return Map.of("rollcall.access.identity-url", url);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void stop() {
    stopping.countDown();
  }

  /** Where it listens; for the tests, which live in another class loader. */
  static String address() {
    return System.getProperty(ADDRESS);
  }

  private void joins(HttpExchange exchange) throws IOException {
    String id = last(exchange);
    boolean put = exchange.getRequestMethod().equals("PUT");
    answer(exchange, put ? join(id, body(exchange)) : settle(id));
  }

  private Answer join(String id, JsonNode request) {
    String password = request.path("password").asText("");
    String email = request.path("email").asText();
    String invitation = request.path("invitationId").asText();
    int time = count("joins/" + invitation);
    if (closed.containsKey(id)) {
      return problem(409, "JOIN_CLOSED");
    }
    if (joined.containsKey(id)) {
      return answers(password) ? welcome(id) : Answer.LOST;
    }
    if (email.startsWith("blocked")) {
      return problem(409, "DOMAIN_BLOCKED");
    }
    if (email.startsWith("orphan")) {
      return problem(409, "INVITER_GONE");
    }
    if (email.startsWith("known") && request.path("personId").isNull()) {
      return problem(409, "PERSON_EXISTS");
    }
    return switch (word(password)) {
      case "weak" ->
          new Answer(
              422,
              """
              {"status":422,"code":"VALIDATION_FAILED","detail":"The request is not valid.",
               "violations":[{"pointer":"/password","message":"is too short"}]}
              """);
      case "names" ->
          new Answer(
              422,
              """
              {"status":422,"code":"VALIDATION_FAILED","detail":"The request is not valid.",
               "violations":[{"pointer":"/firstName","message":"no"},
                {"pointer":"/lastName","message":"no"},{"pointer":"","message":"no"}]}
              """);
      case "closing" -> problem(409, "OFFICE_CLOSING");
      case "away" -> problem(503, "LOGIN_UNAVAILABLE");
      case "hang" -> hang();
      case "doubt" -> time == 1 ? Answer.LOST : problem(409, "OFFICE_GONE");
      case "lost", "crash", "deaf" -> {
        make(id, invitation);
        if (word(password).equals("deaf")) {
          deaf.put(id, true);
        }
        yield Answer.LOST;
      }
      default -> {
        make(id, invitation);
        yield welcome(id);
      }
    };
  }

  private void make(String id, String invitation) {
    joined.put(id, UUID.nameUUIDFromBytes(invitation.getBytes(StandardCharsets.UTF_8)));
    count("made/" + invitation);
  }

  private static boolean answers(String password) {
    return !word(password).equals("crash") && !word(password).equals("deaf");
  }

  private Answer hang() {
    try {
      stopping.await(6, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return Answer.LOST;
  }

  private Answer settle(String id) {
    if (joined.containsKey(id)) {
      return deaf.containsKey(id) && count("settles/" + id) <= 2
          ? problem(503, "LOGIN_UNAVAILABLE")
          : new Answer(200, "{\"joined\":true,\"userId\":\"" + joined.get(id) + "\"}");
    }
    closed.put(id, true);
    return new Answer(200, "{\"joined\":false,\"userId\":null}");
  }

  private Answer welcome(String id) {
    return new Answer(
        200,
        """
        {"userId":"%s","personId":"%s","droppedProducts":[],
         "signIn":{"url":"https://login.test/once/%s","expiresAt":"%s"}}
        """
            .formatted(joined.get(id), UUID.randomUUID(), id, Instant.now().plusSeconds(60)));
  }

  private void persons(HttpExchange exchange) throws IOException {
    String email = body(exchange).path("email").asText();
    boolean exists = email.startsWith("known");
    boolean lost = email.startsWith("silent") || exchange.getRequestURI().getQuery() != null;
    answer(exchange, lost ? Answer.LOST : new Answer(200, "{\"exists\":" + exists + "}"));
  }

  /** PUT is the test's: what identity is to know of a company whose events were not sent. */
  private void companies(HttpExchange exchange) throws IOException {
    String id = last(exchange);
    if (exchange.getRequestMethod().equals("PUT")) {
      companies.put(id, body(exchange).toString());
    }
    String known = companies.get(id);
    answer(exchange, known == null ? notFound() : new Answer(200, known));
  }

  /** PUT is the test's: a membership for when the view is behind, as on a busy machine. */
  private void access(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    if (exchange.getRequestMethod().equals("PUT")) {
      members.put(query, body(exchange).toString());
    }
    String known = members.get(query);
    answer(exchange, known == null ? notFound() : new Answer(200, known));
  }

  private void seen(HttpExchange exchange) throws IOException {
    String what = exchange.getRequestURI().getPath().substring("/seen/".length());
    int count = calls.getOrDefault(what, new AtomicInteger()).get();
    answer(exchange, new Answer(200, Integer.toString(count)));
  }

  private int count(String what) {
    return calls.computeIfAbsent(what, name -> new AtomicInteger()).incrementAndGet();
  }

  private static String word(String password) {
    return password.split("-", 2)[0];
  }

  private static String last(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    try {
      return JSON.readTree(exchange.getRequestBody().readAllBytes());
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Answer notFound() {
    return problem(404, "NOT_FOUND");
  }

  private static Answer problem(int status, String code) {
    return new Answer(
        status, "{\"status\":%d,\"code\":\"%s\",\"detail\":\"Played.\"}".formatted(status, code));
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    if (answer.equals(Answer.LOST)) {
      exchange.close();
      return;
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
