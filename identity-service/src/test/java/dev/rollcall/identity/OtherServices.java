package dev.rollcall.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers where the other services would: what a test has told it that they believe, page by page;
 * and stands on the way to Keycloak ({@link KeycloakGate}).
 *
 * <p>Tests talk to it over HTTP too, since Quarkus loads it in another class loader.
 */
public final class OtherServices implements QuarkusTestResourceLifecycleManager {

  private static final String ADDRESS = "rollcall.test.other-services";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, NavigableMap<String, JsonNode>> beliefs = new ConcurrentHashMap<>();
  private final Map<String, Integer> resyncs = new ConcurrentHashMap<>();
  private @Nullable HttpServer server;

  /** From now on the service believes this about the id; JSON. */
  static void believe(String service, Object company, String list, Object id, String belief) {
    RestAssured.given()
        .body(belief)
        .put(System.getProperty(ADDRESS) + path(service, company, list) + "/" + id)
        .then()
        .statusCode(200);
  }

  /** From now on it believes nothing about the id. */
  static void forget(String service, Object company, String list, Object id) {
    RestAssured.delete(System.getProperty(ADDRESS) + path(service, company, list) + "/" + id)
        .then()
        .statusCode(200);
  }

  /** How often the invitation was to be told again. */
  static int resyncs(Object company, Object invitation) {
    return RestAssured.get(
            System.getProperty(ADDRESS)
                + "/invitation/internal/companies/{company}/invitations/{id}/resync",
            company,
            invitation)
        .as(Integer.class);
  }

  /** How often the purchase was to ask again. */
  static int asked(Object company, Object purchase) {
    return RestAssured.get(
            System.getProperty(ADDRESS)
                + "/numbering/internal/companies/{company}/purchases/{id}/resync",
            company,
            purchase)
        .as(Integer.class);
  }

  private static String path(String service, Object company, String list) {
    return "/" + service + "/internal/companies/" + company + "/beliefs/" + list;
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
    return Map.of(
        "rollcall.identity.keycloak.url", new KeycloakGate().openAt(started, url),
        "rollcall.identity.billing-url", url + "/billing",
        "rollcall.identity.numbering-url", url + "/numbering",
        "rollcall.identity.invitation-url", url + "/invitation");
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
      throw new IllegalStateException("no port for the other services", e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/resync") && exchange.getRequestMethod().equals("POST")) {
      resyncs.merge(path, 1, Integer::sum);
      try (exchange) {
        exchange.sendResponseHeaders(204, -1);
      }
      return;
    }
    byte[] body =
        JSON.writeValueAsBytes(
            path.endsWith("/resync")
                ? resyncs.getOrDefault(path, 0)
                : switch (exchange.getRequestMethod()) {
                  case "PUT" -> put(exchange, path);
                  case "DELETE" -> delete(path);
                  default -> page(exchange, path);
                });
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private JsonNode put(HttpExchange exchange, String path) throws IOException {
    JsonNode belief = JSON.readTree(exchange.getRequestBody());
    int slash = path.lastIndexOf('/');
    synchronized (beliefs) {
      of(path.substring(0, slash)).put(path.substring(slash + 1), belief);
    }
    return belief;
  }

  private JsonNode delete(String path) {
    int slash = path.lastIndexOf('/');
    synchronized (beliefs) {
      of(path.substring(0, slash)).remove(path.substring(slash + 1));
    }
    return JSON.createObjectNode();
  }

  private JsonNode page(HttpExchange exchange, String path) {
    Map<String, String> query =
        Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
            .map(part -> part.split("=", 2))
            .collect(Collectors.toMap(part -> part[0], part -> part[1]));
    int limit = Integer.parseInt(query.getOrDefault("limit", "100"));
    ObjectNode page = JSON.createObjectNode();
    ArrayNode items = page.putArray("items");
    page.putNull("next");
    synchronized (beliefs) {
      for (var belief : of(path).tailMap(query.getOrDefault("from", ""), true).entrySet()) {
        if (items.size() == limit) {
          page.put("next", belief.getKey());
          break;
        }
        items.add(belief.getValue());
      }
    }
    return page;
  }

  private NavigableMap<String, JsonNode> of(String list) {
    return beliefs.computeIfAbsent(list, name -> new TreeMap<>());
  }
}
