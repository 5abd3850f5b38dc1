package dev.rollcall.billing.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Answers where identity-service would: {@code /internal/companies/{id}} with what a test has told
 * it, and 404 to every other question. Tests talk to it over HTTP too, since Quarkus loads it in
 * another class loader.
 */
public final class IdentityStand implements QuarkusTestResourceLifecycleManager {

  private static final String ADDRESS = "rollcall.test.identity-stand";
  private static final String COMPANIES = "/internal/companies/";
  private static final String AWAY = "/away/";

  private final Map<String, byte[]> companies = new ConcurrentHashMap<>();
  private HttpServer server;

  /** Identity knows the company: its state, with the version. */
  public static void knows(UUID company, String state) {
    send("PUT", COMPANIES + company, state);
  }

  /** Identity can't answer for that company: 503. */
  public static void isAwayFor(UUID company) {
    send("PUT", AWAY + company, "");
  }

  /** How often it was asked for the company. */
  public static int asked(UUID company) {
    return Integer.parseInt(send("GET", "/asked/" + company, ""));
  }

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException("no port for identity's stand", e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    String url = "http://localhost:" + server.getAddress().getPort();
    System.setProperty(ADDRESS, url);
    // A purchase of a thousand licenses makes a ledger that counts as long.
    return Map.of(
        "rollcall.access.identity-url",
        url,
        "rollcall.billing.verification.at-once",
        "500",
        "rollcall.billing.verification.page-size",
        "50");
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private final Map<String, Integer> asked = new ConcurrentHashMap<>();

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String company = path.substring(path.lastIndexOf('/') + 1);
    if (exchange.getRequestMethod().equals("PUT")) {
      companies.put(path, exchange.getRequestBody().readAllBytes());
      reply(exchange, 200, new byte[0]);
    } else if (path.startsWith("/asked/")) {
      reply(exchange, 200, text(Integer.toString(asked.getOrDefault(company, 0))));
    } else {
      asked.merge(company, 1, Integer::sum);
      tell(exchange, path, company);
    }
  }

  private void tell(HttpExchange exchange, String path, String company) throws IOException {
    if (path.startsWith(COMPANIES) && !exchange.getRequestHeaders().containsKey("Authorization")) {
      reply(exchange, 401, new byte[0]);
    } else if (companies.containsKey(path)) {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      reply(exchange, 200, companies.get(path));
    } else {
      reply(exchange, companies.containsKey(AWAY + company) ? 503 : 404, new byte[0]);
    }
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String send(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(System.getProperty(ADDRESS) + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
