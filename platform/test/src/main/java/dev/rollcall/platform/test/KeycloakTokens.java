package dev.rollcall.platform.test;

import static io.restassured.RestAssured.given;

import java.util.Map;

/** Access tokens of the real Keycloak, for tests with {@code @RollcallTest(keycloak = true)}. */
public final class KeycloakTokens {

  /** The password of the demo persons. */
  public static final String PASSWORD = "rollcall-demo";

  private static final int OK = 200;

  private KeycloakTokens() {}

  /** The URL of the realm {@code rollcall}, which is also the issuer of its tokens. */
  public static String realm() {
    return SharedServers.keycloak() + "/realms/rollcall";
  }

  /** Keycloak's URL, with {@code /auth}. */
  public static String url() {
    return SharedServers.keycloak();
  }

  /** A token of a demo person, e.g. {@code ada@acme.test}. */
  public static String person(String username) {
    return person(username, PASSWORD);
  }

  /** A token of any person of the realm. */
  public static String person(String username, String password) {
    return token(
        Map.of(
            "grant_type", "password",
            "client_id", "demo-cli",
            "scope", "openid",
            "username", username,
            "password", password));
  }

  /** A token of a service of the suite, e.g. {@code invitation-service}. */
  public static String service(String client) {
    return token(
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            client,
            "client_secret",
            secret(client)));
  }

  /** The secret of a service's client in the demo realm. */
  static String secret(String client) {
    return client + "-demo";
  }

  private static String token(Map<String, String> form) {
    return given()
        .formParams(form)
        .post(realm() + "/protocol/openid-connect/token")
        .then()
        .statusCode(OK)
        .extract()
        .path("access_token");
  }
}
