package dev.rollcall.platform.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Access tokens as Keycloak would issue them, for services that are tested without it, and the
 * wrong ones that must be refused.
 *
 * <pre>{@code
 * String bob = TestTokens.person(bobId).email("bob@acme.test").names("Bob", "Stone").token();
 * given().auth().oauth2(bob)…
 * given().auth().oauth2(TestTokens.person(bobId).audience("other").token())…  // 401
 * }</pre>
 */
public final class TestTokens {

  /** The issuer that services under test expect: the gateway's, whichever port was used. */
  public static final String ISSUER = "http://localhost:8080/auth/realms/rollcall";

  /** The audience that every service asks for. */
  public static final String AUDIENCE = "rollcall";

  static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final ObjectMapper JSON = new ObjectMapper();

  private TestTokens() {}

  /** A token of a person with that Keycloak user id; e-mail verified, names and e-mail made up. */
  public static Token person(UUID personId) {
    return Token.of(personId)
        .email("person-" + personId + "@example.test")
        .names("Pat", "Example")
        .client("console");
  }

  /** A client-credentials token of a service, e.g. {@code identity-service}. */
  public static String service(String client) {
    UUID account = UUID.nameUUIDFromBytes(client.getBytes(StandardCharsets.UTF_8));
    return Token.of(account)
        .claim("preferred_username", "service-account-" + client)
        .claim("client_id", client)
        .client(client)
        .realmRoles("rollcall-service")
        .token();
  }

  /** A token to be; every method answers a new one. */
  public static final class Token {

    private enum Signing {
      KNOWN_KEY,
      FOREIGN_KEY,
      NONE
    }

    private final Map<String, Object> claims;
    private final Signing signing;

    private Token(Map<String, Object> claims, Signing signing) {
      this.claims = claims;
      this.signing = signing;
    }

    private static Token of(UUID subject) {
      Instant now = Instant.now();
      Map<String, Object> claims = new LinkedHashMap<>();
      claims.put("iss", ISSUER);
      claims.put("aud", AUDIENCE);
      claims.put("sub", subject.toString());
      claims.put("typ", "Bearer");
      claims.put("jti", UUID.randomUUID().toString());
      claims.put("iat", now.getEpochSecond());
      claims.put("exp", now.plus(LIFETIME).getEpochSecond());
      claims.put("realm_access", Map.of("roles", List.of()));
      return new Token(claims, Signing.KNOWN_KEY);
    }

    public Token email(String email) {
      return claim("email", email).claim("email_verified", true).claim("preferred_username", email);
    }

    /** Keycloak has no proof of the mailbox. */
    public Token emailUnverified() {
      return claim("email_verified", false);
    }

    public Token names(String first, String last) {
      return claim("given_name", first)
          .claim("family_name", last)
          .claim("name", first + " " + last);
    }

    /** Realm roles, e.g. {@code platform-support}. */
    public Token realmRoles(String... roles) {
      return claim("realm_access", Map.of("roles", new ArrayList<>(List.of(roles))));
    }

    /** The client that asked for it ({@code azp}). */
    public Token client(String client) {
      return claim("azp", client);
    }

    public Token audience(String audience) {
      return claim("aud", audience);
    }

    public Token issuer(String issuer) {
      return claim("iss", issuer);
    }

    /** Ran out an hour ago. */
    public Token expired() {
      return claim("exp", Instant.now().minus(Duration.ofHours(1)).getEpochSecond());
    }

    /** Signed with a key that the issuer doesn't know. */
    public Token foreignKey() {
      return new Token(claims, Signing.FOREIGN_KEY);
    }

    /** {@code "alg":"none"}. */
    public Token unsigned() {
      return new Token(claims, Signing.NONE);
    }

    public Token claim(String name, Object value) {
      Map<String, Object> more = new LinkedHashMap<>(claims);
      more.put(name, value);
      return new Token(more, signing);
    }

    /** The token's text, for {@code Authorization: Bearer}. */
    public String token() {
      String json = json(claims);
      return switch (signing) {
        case KNOWN_KEY -> TestKey.known().sign(json);
        case FOREIGN_KEY -> TestKey.foreign().sign(json);
        case NONE -> TestKey.unsigned(json);
      };
    }

    private static String json(Map<String, Object> claims) {
      try {
        return JSON.writeValueAsString(claims);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
