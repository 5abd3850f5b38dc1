package dev.rollcall.platform.web.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.web.WebSettings;
import dev.rollcall.platform.web.clock.ClockSettings;
import dev.rollcall.platform.web.start.StartCheck.Circumstances;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProductionSettingsTest {

  private static final Map<String, String> SAFE =
      Map.of(
          "rollcall.web.secret",
          "a-secret-of-at-least-32-characters-length",
          "quarkus.oidc-client.credentials.secret",
          "the-client-secret");

  private static List<String> objections(Map<String, String> settings, boolean production) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(WebSettings.class)
            .withMapping(ClockSettings.class)
            .withSources(new PropertiesConfigSource(settings, "test", 500))
            .build();
    return new ProductionSettings(
            config.getConfigMapping(WebSettings.class),
            config.getConfigMapping(ClockSettings.class),
            config)
        .objections(new Circumstances(production));
  }

  private static Map<String, String> safeAnd(String key, String value) {
    var settings = new java.util.HashMap<>(SAFE);
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

  @Test
  @DisplayName("OPS tests and demos may do all that")
  void demo() {
    assertThat(objections(Map.of("rollcall.clock.adjustable", "true"), false)).isEmpty();
  }
}
