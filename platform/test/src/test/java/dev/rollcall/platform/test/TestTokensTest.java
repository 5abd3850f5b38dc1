package dev.rollcall.platform.test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TestTokensTest {

  private static final UUID BOB = new UUID(1, 2);

  @Test
  @DisplayName("a person's token has Keycloak's claims and verifies with the published key")
  void personToken() throws GeneralSecurityException {
    String token = TestTokens.person(BOB).email("bob@acme.test").names("Bob", "Stone").token();

    JsonNode claims = claims(token);
    assertThat(claims.path("sub").asText()).isEqualTo(BOB.toString());
    assertThat(claims.path("aud").asText()).isEqualTo("rollcall");
    assertThat(claims.path("iss").asText()).isEqualTo(TestTokens.ISSUER);
    assertThat(claims.path("email").asText()).isEqualTo("bob@acme.test");
    assertThat(claims.path("email_verified").asBoolean()).isTrue();
    assertThat(claims.path("given_name").asText()).isEqualTo("Bob");
    assertThat(verifies(token)).isTrue();
  }

  @Test
  @DisplayName("a token of a foreign key doesn't verify; an unsigned one has no signature")
  void wrongTokens() throws GeneralSecurityException {
    assertThat(verifies(TestTokens.person(BOB).foreignKey().token())).isFalse();
    assertThat(TestTokens.person(BOB).unsigned().token()).endsWith(".");
  }

  @Test
  @DisplayName("the issuer answers client credentials with a service's token")
  void serviceToken() throws GeneralSecurityException {
    String token =
        given()
            .auth()
            .preemptive()
            .basic("identity-service", "any")
            .formParam("grant_type", "client_credentials")
            .post(TestIssuer.url() + "/protocol/openid-connect/token")
            .path("access_token");

    assertThat(claims(token).path("azp").asText()).isEqualTo("identity-service");
    assertThat(claims(token).path("realm_access").path("roles").path(0).asText())
        .isEqualTo("rollcall-service");
    assertThat(verifies(token)).isTrue();
  }

  private static JsonNode claims(String token) {
    String body = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    return Json.read(new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8));
  }

  private static boolean verifies(String token) throws GeneralSecurityException {
    String signed = token.substring(0, token.lastIndexOf('.'));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(publishedKey());
    signature.update(signed.getBytes(StandardCharsets.UTF_8));
    return signature.verify(
        Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1)));
  }

  private static PublicKey publishedKey() throws GeneralSecurityException {
    String jwks = given().get(TestIssuer.url() + "/protocol/openid-connect/certs").asString();
    JsonNode key = Json.read(jwks).path("keys").path(0);
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
  }

  private static BigInteger number(JsonNode key, String field) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(field).asText()));
  }
}
