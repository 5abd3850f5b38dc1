package dev.rollcall.platform.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.platform.test.server.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Executors;

/**
 * Stands where Keycloak would, for services that only check tokens and fetch their own: publishes
 * the keys of {@link TestTokens} and answers client credentials with a service's token.
 */
final class TestIssuer {

  private static final String REALM = "/auth/realms/rollcall";
  private static final String CERTIFICATES = REALM + "/protocol/openid-connect/certs";
  private static final String TOKEN = REALM + "/protocol/openid-connect/token";
  private static final String DISCOVERY = REALM + "/.well-known/openid-configuration";
  private static final int OK = 200;

  private TestIssuer() {}

  /** The URL of its realm; it is started at the first call in this JVM. */
  static String url() {
    return "http://" + Ports.HOST + ":" + SharedServers.known("issuer", TestIssuer::start) + REALM;
  }

  private static String start() {
    TestKey key = TestKey.known();
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      String base = "http://" + Ports.HOST + ":" + server.getAddress().getPort();
      server.createContext(DISCOVERY, exchange -> answer(exchange, discovery(base)));
      server.createContext(CERTIFICATES, exchange -> answer(exchange, key.jwks()));
      server.createContext(TOKEN, exchange -> answer(exchange, token(client(exchange))));
      server.setExecutor(
          Executors.newCachedThreadPool(
              work -> Thread.ofPlatform().daemon().name("rollcall-test-issuer").unstarted(work)));
      server.start();
      return Integer.toString(server.getAddress().getPort());
    } catch (IOException e) {
      throw new IllegalStateException("Can't start the issuer of test tokens", e);
    }
  }

  private static String discovery(String base) {
    return """
    {"issuer":"%1$s","jwks_uri":"%2$s%3$s","token_endpoint":"%2$s%4$s",\
    "authorization_endpoint":"%2$s%5$s/protocol/openid-connect/auth",\
    "subject_types_supported":["public"],"response_types_supported":["code"],\
    "id_token_signing_alg_values_supported":["RS256"]}\
    """
        .formatted(TestTokens.ISSUER, base, CERTIFICATES, TOKEN, REALM);
  }

  private static String token(String client) {
    return """
    {"access_token":"%s","token_type":"Bearer","expires_in":%d}\
    """
        .formatted(TestTokens.service(client), TestTokens.LIFETIME.toSeconds());
  }

  /** The client's id, from basic authentication or the form. */
  private static String client(HttpExchange exchange) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization != null && authorization.startsWith("Basic ")) {
      String pair =
          new String(
              Base64.getDecoder().decode(authorization.substring("Basic ".length())),
              StandardCharsets.UTF_8);
      return pair.substring(0, pair.indexOf(':'));
    }
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    for (String field : form.split("&")) {
      if (field.startsWith("client_id=")) {
        return URLDecoder.decode(field.substring("client_id=".length()), StandardCharsets.UTF_8);
      }
    }
    return "unknown-service";
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(OK, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
