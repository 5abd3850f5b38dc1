package dev.rollcall.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The real server with the demo realm, as the suite's services and frontends talk to it. */
final class Keycloak {

  static final String FRONTEND = "http://localhost:8080/join/welcome";
  static final String PASSWORD = "rollcall-demo";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636-0123456789";
  private static final Pattern FORM = Pattern.compile("<form[^>]+action=\"([^\"]+)\"");

  private final String url;

  /** The server at that URL, with {@code /auth}. */
  Keycloak(String url) {
    this.url = url;
  }

  /** A person's or a service's answer from the token endpoint, whatever its status. */
  HttpResponse<String> token(Map<String, String> form) {
    return send(
        HttpRequest.newBuilder(URI.create(realm() + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Browser.encoded(form))));
  }

  HttpResponse<String> directGrant(String client, String person, String password) {
    return token(
        Map.of(
            "grant_type", "password",
            "client_id", client,
            "username", person,
            "password", password));
  }

  HttpResponse<String> clientCredentials(String client) {
    return token(
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            client,
            "client_secret",
            client + "-demo"));
  }

  String serviceToken(String client) {
    return json(clientCredentials(client)).get("access_token").asText();
  }

  /** What the access token of a token answer says. */
  static JsonNode claims(HttpResponse<String> answer) {
    return claims(json(answer).get("access_token").asText());
  }

  static JsonNode claims(String token) {
    return json(
        new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
  }

  /** Creates a person with the password {@link #PASSWORD}, as identity-service does on joining. */
  Person join() {
    return join(Map.of());
  }

  Person join(Map<String, Object> differently) {
    String email = "p" + UUID.randomUUID() + "@acme.test";
    HttpResponse<String> created = createUser(newcomer(email, differently));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    String location = created.headers().firstValue("Location").orElseThrow();
    return new Person(location.substring(location.lastIndexOf('/') + 1), email);
  }

  /** A person as identity-service creates them. */
  static Map<String, Object> newcomer(String email, Map<String, Object> differently) {
    Map<String, Object> user = new HashMap<>();
    user.put("username", email);
    user.put("email", email);
    user.put("emailVerified", true);
    user.put("enabled", true);
    user.put("firstName", "Bob");
    user.put("lastName", "Newcomer");
    user.put(
        "credentials", List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)));
    user.putAll(differently);
    return user;
  }

  HttpResponse<String> createUser(Map<String, Object> user) {
    return admin("POST", "/users", user);
  }

  /** A call of the realm's admin API by identity-service. */
  HttpResponse<String> admin(String method, String path, @Nullable Object body) {
    return admin(serviceToken("identity-service"), method, path, body);
  }

  /** A call of the realm's admin API with that token. */
  HttpResponse<String> admin(String token, String method, String path, @Nullable Object body) {
    return call(token, method, "/admin/realms/rollcall" + path, body);
  }

  /** Imports a realm as the server's administrator. */
  HttpResponse<String> importRealm(Map<String, Object> realm) {
    return call(administrator(), "POST", "/admin/realms", realm);
  }

  /** Whether there is a realm of that name. */
  boolean hasRealm(String name) {
    return call(administrator(), "GET", "/admin/realms/" + name, null).statusCode() == 200;
  }

  private HttpResponse<String> call(
      String token, String method, String path, @Nullable Object body) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text(body))));
  }

  /** The token of the server's own administrator, for what no service may do. */
  String administrator() {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(url + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        Browser.encoded(
                            Map.of(
                                "grant_type", "password",
                                "client_id", "admin-cli",
                                "username", "admin",
                                "password", "admin")))));
    return json(answer).get("access_token").asText();
  }

  /** How many sessions the person has. */
  int sessions(Person person) {
    return json(admin("GET", "/users/" + person.id() + "/sessions", null)).size();
  }

  /** What Keycloak's protection against guessing has counted of the person's logins. */
  JsonNode guesses(Person person) {
    return json(admin("GET", "/attack-detection/brute-force/users/" + person.id(), null));
  }

  /** Asks for a sign-in link as identity-service does. */
  HttpResponse<String> mint(Map<String, Object> request) {
    return mint(serviceToken("identity-service"), request);
  }

  HttpResponse<String> mint(String token, Map<String, Object> request) {
    return admin(token, "POST", "/rollcall-sign-in", request);
  }

  /** What identity-service asks for a person. */
  static Map<String, Object> requestFor(Person person) {
    return Map.of("userId", person.id(), "clientId", "console", "redirectUri", FRONTEND);
  }

  /** A link for the person, who has just joined. */
  String linkFor(Person person) {
    return link(mint(requestFor(person)));
  }

  /** The link in an answer. */
  static String link(HttpResponse<String> minted) {
    assertThat(minted.statusCode()).as(minted.body()).isEqualTo(200);
    return json(minted).get("url").asText();
  }

  /** The authorisation request of the frontend: code flow with PKCE. */
  String authorization(Map<String, String> more) {
    Map<String, String> query = new HashMap<>();
    query.put("client_id", "console");
    query.put("redirect_uri", FRONTEND);
    query.put("response_type", "code");
    query.put("scope", "openid");
    query.put("code_challenge", challenge());
    query.put("code_challenge_method", "S256");
    query.putAll(more);
    query.values().removeIf(String::isEmpty);
    return frontendRealm() + "/protocol/openid-connect/auth?" + Browser.encoded(query);
  }

  /** The frontend's silent sign-in: the answer's Location carries a code, or why there is none. */
  HttpResponse<String> signInSilently(Browser browser) {
    return browser.open(authorization(Map.of("prompt", "none")));
  }

  /** Signs in with the login form, as a person does. */
  HttpResponse<String> signInWithForm(Browser browser, String person, String password) {
    Matcher form = FORM.matcher(browser.open(authorization(Map.of())).body());
    assertThat(form.find()).as("login form").isTrue();
    return browser.post(
        form.group(1).replace("&amp;", "&"), Map.of("username", person, "password", password));
  }

  /** Who is signed in in that browser, by the tokens of a silent sign-in; null when nobody is. */
  @Nullable String whoIsSignedIn(Browser browser) {
    URI back = URI.create(location(signInSilently(browser)));
    Matcher code = Pattern.compile("(?:^|&)code=([^&]+)").matcher(back.getQuery());
    return code.find() ? claims(tokenFor(code.group(1))).get("sub").asText() : null;
  }

  HttpResponse<String> tokenFor(String code) {
    return token(
        Map.of(
            "grant_type", "authorization_code",
            "client_id", "console",
            "redirect_uri", FRONTEND,
            "code", code,
            "code_verifier", VERIFIER));
  }

  static String location(HttpResponse<String> redirect) {
    assertThat(redirect.statusCode()).as(redirect.body()).isEqualTo(302);
    return redirect.headers().firstValue("Location").orElseThrow();
  }

  static JsonNode json(HttpResponse<String> answer) {
    return json(answer.body());
  }

  /** The realm's issuer: the frontend's URL of it, whichever URL the services use. */
  String frontendRealm() {
    return json(send(
            HttpRequest.newBuilder(URI.create(realm() + "/.well-known/openid-configuration"))
                .GET()))
        .get("issuer")
        .asText();
  }

  private String realm() {
    return url + "/realms/rollcall";
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String challenge() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /**
   * A person.
   *
   * @param id Keycloak's
   */
  record Person(String id, String email) {}
}
