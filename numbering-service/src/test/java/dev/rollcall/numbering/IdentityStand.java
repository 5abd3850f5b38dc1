package dev.rollcall.numbering;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.platform.test.Member;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Answers where identity-service would: what a test has told it, and 404 to every other question.
 * Tests talk to it over HTTP too, since Quarkus loads it in another class loader.
 */
public final class IdentityStand implements QuarkusTestResourceLifecycleManager {

  private static final String ADDRESS = "rollcall.test.identity-stand";

  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
  private @Nullable HttpServer server;

  /** Identity knows the user, of whom no event has told. */
  static void knows(Member member) {
    RestAssured.given()
        .body(
            """
            {"userId": "%s", "officeId": "%s", "status": "ACTIVE", "version": 1}
            """
                .formatted(member.userId(), member.officeId()))
        .put(
            System.getProperty(ADDRESS) + "/internal/access?companyId={company}&userId={user}",
            member.companyId(),
            member.userId())
        .then()
        .statusCode(200);
  }

  @Override
  public Map<String, String> start() {
    HttpServer started = listening();
    started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    started.createContext("/", this::answer);
    started.start();
    server = started;
    String url = "http://localhost:" + started.getAddress().getPort();
    System.setProperty(ADDRESS, url);
    return Map.of("rollcall.access.identity-url", url);
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private static HttpServer listening() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException("no port for identity's stand", e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String question = exchange.getRequestURI().toString();
    if (exchange.getRequestMethod().equals("PUT")) {
      answers.put(question, exchange.getRequestBody().readAllBytes());
    }
    byte[] body = answers.getOrDefault(question, new byte[0]);
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(
          body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
