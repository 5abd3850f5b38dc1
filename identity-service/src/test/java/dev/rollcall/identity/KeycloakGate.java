package dev.rollcall.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.platform.test.KeycloakTokens;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The way from identity-service to Keycloak: passes every call on, but holds a take-over of an
 * account back, as a network does that stalls, where a test says so. Tests talk to it over HTTP,
 * since Quarkus loads it in another class loader.
 */
final class KeycloakGate {

  private static final String ADDRESS = "rollcall.test.keycloak-gate";
  private static final String HELD = "/held";
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of(
          "connection", "content-length", "host", "transfer-encoding", "upgrade", "http2-settings");

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * A take-over that stalls.
   *
   * @param password the one that it carries
   */
  private record Stall(String password, AtomicInteger calls, CountDownLatch end) {}

  private volatile @Nullable Stall stall;

  /** A hold that a test has on the way, until it lets go. */
  static final class Hold implements AutoCloseable {

    private Hold() {}

    /** How many calls are held back, or were. */
    int calls() {
      return RestAssured.get(System.getProperty(ADDRESS) + HELD).as(Integer.class);
    }

    void letGo() {
      RestAssured.delete(System.getProperty(ADDRESS) + HELD).then().statusCode(200);
    }

    @Override
    public void close() {
      letGo();
    }
  }

  /** From now on a take-over with that password stalls. */
  static Hold holding(String password) {
    RestAssured.given()
        .body(password)
        .put(System.getProperty(ADDRESS) + HELD)
        .then()
        .statusCode(200);
    return new Hold();
  }

  /** Stands at that server from now on; answers Keycloak's URL for identity-service. */
  String openAt(HttpServer server, String url) {
    server.createContext("/auth", this::pass);
    server.createContext(HELD, this::obey);
    System.setProperty(ADDRESS, url);
    return url + "/auth";
  }

  private void obey(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Stall now = stall;
    switch (exchange.getRequestMethod()) {
      case "PUT" -> stall = new Stall(body, new AtomicInteger(), new CountDownLatch(1));
      case "DELETE" -> {
        if (now != null) {
          now.end().countDown();
        }
      }
      default -> {}
    }
    byte[] calls =
        Integer.toString(now == null ? 0 : now.calls().get()).getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, calls.length);
      exchange.getResponseBody().write(calls);
    }
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      waitWhereHeld(exchange, new String(body, StandardCharsets.UTF_8));
      HttpResponse<byte[]> answer = HTTP.send(onwards(exchange, body), BodyHandlers.ofByteArray());
      answer.headers().map().entrySet().stream()
          .filter(header -> !OF_ONE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT)))
          .forEach(header -> exchange.getResponseHeaders().put(header.getKey(), header.getValue()));
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
      if (length > 0) {
        exchange.getResponseBody().write(answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void waitWhereHeld(HttpExchange exchange, String body) throws InterruptedException {
    Stall now = stall;
    if (now != null
        && exchange.getRequestURI().getPath().endsWith("/rollcall-take-over")
        && body.contains(now.password())) {
      now.calls().incrementAndGet();
      now.end().await(30, TimeUnit.SECONDS);
    }
  }

  private static HttpRequest onwards(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder onwards =
        HttpRequest.newBuilder(URI.create(KeycloakTokens.url()).resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange.getRequestHeaders().entrySet().stream()
        .filter(header -> !OF_ONE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT)))
        .forEach(
            header -> header.getValue().forEach(value -> onwards.header(header.getKey(), value)));
    return onwards.build();
  }
}
