package dev.rollcall.platform.web.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.web.WebSettings;
import dev.rollcall.platform.web.access.AccessSettings;
import dev.rollcall.platform.web.clock.ClockSettings;
import dev.rollcall.platform.web.start.StartCheck.Circumstances;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductionSettingsTest {

  private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
  private static final String SSL_MODE = "quarkus.datasource.reactive.postgresql.ssl-mode";

  private static final Map<String, String> SAFE =
      Map.ofEntries(
          Map.entry("rollcall.web.secret", "a-secret-of-at-least-32-characters-length"),
          Map.entry("quarkus.oidc-client.credentials.secret", "the-client-secret"),
          Map.entry("quarkus.oidc.auth-server-url", "https://keycloak/realms/rollcall"),
          Map.entry("rollcall.access.identity-url", "https://identity-service:8443"),
          Map.entry("quarkus.datasource.username", "identity_app"),
          Map.entry("quarkus.datasource.password", "the-password"),
          Map.entry("quarkus.datasource.reactive.url", "postgresql://postgresql:5432/identity"),
          Map.entry(SSL_MODE, "verify-full"),
          Map.entry(JDBC_URL, "jdbc:postgresql://postgresql/identity?a=b&sslmode=verify-full"),
          Map.entry("kafka.bootstrap.servers", "kafka:9093"),
          Map.entry("kafka.security.protocol", "SASL_SSL"),
          Map.entry("quarkus.oidc.token.issuer", "https://rollcall.example/auth/realms/rollcall"),
          Map.entry("quarkus.http.proxy.trusted-proxies", "10.0.0.0/8,::1/128"),
          Map.entry("quarkus.mailer.from", "no-reply@rollcall.example"),
          Map.entry("quarkus.mailer.start-tls", "REQUIRED"));

  private static List<String> objections(Map<String, String> settings, boolean production) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(WebSettings.class)
            .withMapping(ClockSettings.class)
            .withMapping(StartSettings.class)
            .withMapping(AccessSettings.class)
            .withSources(new PropertiesConfigSource(settings, "test", 500))
            .build();
    return new ProductionSettings(
            config.getConfigMapping(WebSettings.class),
            config.getConfigMapping(ClockSettings.class),
            new ProductionTransport(config.getConfigMapping(StartSettings.class), config),
            config)
        .objections(new Circumstances(production));
  }

  private static Map<String, String> safeAnd(String key, String value) {
    var settings = new HashMap<>(SAFE);
    settings.put(key, value);
    return settings;
  }

  @Test
  @DisplayName("OPS safe settings may start in production")
  void safe() {
    assertThat(objections(SAFE, true)).isEmpty();
  }

  @Test
  @DisplayName("X-4 an adjustable clock may not start in production")
  void adjustableClock() {
    assertThat(objections(safeAnd("rollcall.clock.adjustable", "true"), true))
        .singleElement()
        .asString()
        .contains("rollcall.clock.adjustable");
  }

  @Test
  @DisplayName("OPS the secret that everybody knows may not start in production")
  void knownSecret() {
    assertThat(objections(Map.of(), true)).anyMatch(text -> text.contains("rollcall.web.secret"));
  }

  @Test
  @DisplayName("OPS a short secret may not start in production")
  void shortSecret() {
    assertThat(objections(safeAnd("rollcall.web.secret", "short"), true)).hasSize(1);
  }

  @Test
  @DisplayName("OPS plain HTTP to the issuer may not start in production")
  void plainIssuer() {
    assertThat(objections(safeAnd("quarkus.oidc.auth-server-url", "http://kc/realms/r"), true))
        .hasSize(1);
  }

  @Test
  @DisplayName("OPS passwords may not go to identity over plain HTTP in production")
  void plainIdentity() {
    assertThat(objections(safeAnd("rollcall.access.identity-url", "http://identity"), true))
        .singleElement()
        .asString()
        .contains("rollcall.access.identity-url");
  }

  @Test
  @DisplayName("OPS a service that could not ask the others may not start in production")
  void noClientSecret() {
    assertThat(objections(safeAnd("quarkus.oidc-client.credentials.secret", ""), true))
        .singleElement()
        .asString()
        .contains("credentials.secret");
  }

  @ParameterizedTest
  @CsvSource({
    "quarkus.oidc-client.credentials.secret, identity-service-demo",
    "quarkus.oidc-client.named.credentials.secret, identity-named-demo",
    "quarkus.oidc-client.named.credentials.secret, ''",
    "rollcall.keycloak.secret, identity-service-demo",
    "quarkus.datasource.password, identity_app",
    "rollcall.keycloak.url, http://keycloak:8080/auth",
    "quarkus.oidc.tls.verification, none",
    "quarkus.tls.trust-all, true",
    "quarkus.mailer.trust-all, true",
    "quarkus.datasource.reactive.trust-all, true",
    "quarkus.mailer.start-tls, OPTIONAL",
    "quarkus.mailer.start-tls, DISABLED",
    "kafka.security.protocol, PLAINTEXT",
    "kafka.security.protocol, SASL_PLAINTEXT",
    "quarkus.datasource.reactive.postgresql.ssl-mode, prefer",
    "quarkus.datasource.jdbc.url, jdbc:postgresql://postgresql/identity",
    "quarkus.oidc.token.issuer, http://rollcall.example/auth/realms/rollcall",
    "quarkus.oidc.token.issuer, https://localhost:8080/auth/realms/rollcall",
    "quarkus.oidc.token.issuer, rollcall",
    "quarkus.oidc.token.issuer, 'no address'",
    "quarkus.http.proxy.trusted-proxies, ''",
    "quarkus.http.proxy.trusted-proxies, 0.0.0.0/0",
    "quarkus.http.proxy.trusted-proxies, '10.0.0.0/8,::1'",
    "quarkus.http.proxy.trusted-proxies, gateway.rollcall.example",
    "quarkus.http.proxy.trusted-proxies, '10.0.0.0/8, ::/0'",
    "quarkus.mailer.from, Rollcall <no-reply@rollcall.test>",
    "quarkus.mailer.from, no-reply@rollcall.test",
    "quarkus.datasource.jdbc.url, jdbc:postgresql://postgresql/identity?sslmode=allow"
  })
  @DisplayName(
      "SEC one demo secret, or one way out in clear or unchecked, is one objection that names it")
  void unsafe(String key, String value) {
    assertThat(objections(safeAnd(key, value), true)).singleElement().asString().contains(key);
  }

  @Test
  @DisplayName("SEC what a default says of identity's address is refused too")
  void defaultAddress() {
    var settings = new HashMap<>(SAFE);
    settings.remove("rollcall.access.identity-url");

    assertThat(objections(settings, true))
        .singleElement()
        .asString()
        .contains("rollcall.access.identity-url");
  }

  @ParameterizedTest
  @CsvSource({
    "https://rollcall.example/, 0",
    "https://rollcall.example:8443, 0",
    "http://rollcall.example, 1",
    "https://localhost, 1",
    "https://127.0.0.1:8080, 1",
    "https://[::1]/, 1",
    "https://app.test/, 1",
    "http://localhost:8080/, 2",
    "localhost:8080, 1",
    "/, 1"
  })
  @DisplayName("SEC people are sent to a public address, over TLS")
  void publicAddresses(URI address, int objections) {
    assertThat(Addresses.objectionsToPublic("key", address)).hasSize(objections);
  }

  @Test
  @DisplayName("SEC an encrypting network may carry PostgreSQL and Kafka, and nothing else")
  void encryptedNetwork() {
    var settings = safeAnd("rollcall.start.encrypted-network", "true");
    settings.put("kafka.security.protocol", "PLAINTEXT");
    settings.put(SSL_MODE, "disable");
    settings.put(JDBC_URL, "jdbc:postgresql://postgresql/identity");
    settings.put("quarkus.mailer.start-tls", "OPTIONAL");
    settings.put("rollcall.access.identity-url", "http://identity-service:8080");

    assertThat(objections(settings, true))
        .hasSize(2)
        .anyMatch(text -> text.contains("quarkus.mailer.start-tls"))
        .anyMatch(text -> text.contains("rollcall.access.identity-url"));
  }

  @Test
  @DisplayName("SEC mail over TLS from the first byte may start in production")
  void mailOverTls() {
    var settings = safeAnd("quarkus.mailer.tls", "true");
    settings.remove("quarkus.mailer.start-tls");

    assertThat(objections(settings, true)).isEmpty();
  }

  @Test
  @DisplayName("OPS tests and demos may do all that")
  void demo() {
    assertThat(objections(Map.of("rollcall.clock.adjustable", "true"), false)).isEmpty();
  }
}
