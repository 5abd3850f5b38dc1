package dev.rollcall.identity;

import static io.restassured.RestAssured.given;

import dev.rollcall.identity.IdentityWorld.Person;
import dev.rollcall.platform.test.KeycloakTokens;
import io.restassured.response.Response;
import java.util.Map;

/** Signing in and refreshing at Keycloak, also where it is refused. */
final class IdentityTokens {

  private IdentityTokens() {}

  static Response signIn(Person person) {
    return token(
        Map.of(
            "grant_type", "password",
            "client_id", "demo-cli",
            "scope", "openid",
            "username", person.email(),
            "password", person.password()));
  }

  static String refreshToken(Person person) {
    return signIn(person).then().statusCode(200).extract().path("refresh_token");
  }

  static Response refresh(String refreshToken) {
    return token(
        Map.of(
            "grant_type", "refresh_token",
            "client_id", "demo-cli",
            "refresh_token", refreshToken));
  }

  private static Response token(Map<String, String> form) {
    return given().formParams(form).post(KeycloakTokens.realm() + "/protocol/openid-connect/token");
  }
}
