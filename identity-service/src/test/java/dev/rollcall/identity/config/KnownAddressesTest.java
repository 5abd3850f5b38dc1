package dev.rollcall.identity.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.web.start.StartCheck.Circumstances;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownAddressesTest {

  private static final Map<String, String> KEYCLOAK =
      Map.of(
          "rollcall.identity.keycloak.url", "https://keycloak:8443/auth",
          "rollcall.identity.keycloak.secret", "the-secret");

  private static final Map<String, String> SAFE =
      Map.of(
          "rollcall.identity.frontend-url", "https://rollcall.example",
          "rollcall.identity.billing-url", "http://billing-service:8080",
          "rollcall.identity.numbering-url", "http://numbering-service:8080",
          "rollcall.identity.invitation-url", "http://invitation-service:8080");

  @Test
  @DisplayName("SEC addresses of the cluster may start in production")
  void safe() {
    assertThat(objections(SAFE, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"frontend-url", "billing-url", "numbering-url", "invitation-url"})
  @DisplayName("SEC an address that is still the default may not start in production")
  void defaults(String setting) {
    String key = "rollcall.identity." + setting;
    var settings = new HashMap<>(SAFE);
    settings.remove(key);

    assertThat(objections(settings, true)).isNotEmpty().allMatch(text -> text.startsWith(key));
  }

  @Test
  @DisplayName("SEC a frontend in clear may not start in production: links let people in")
  void frontendInClear() {
    var settings = new HashMap<>(SAFE);
    settings.put("rollcall.identity.frontend-url", "http://rollcall.example");

    assertThat(objections(settings, true))
        .containsExactly(
            "rollcall.identity.frontend-url is not https: what people are sent there with could be"
                + " read");
  }

  @Test
  @DisplayName("OPS tests and demos start with the defaults")
  void demo() {
    assertThat(objections(Map.of(), false)).isEmpty();
  }

  private static List<String> objections(Map<String, String> settings, boolean production) {
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(IdentityConfig.class)
            .withConverter(Duration.class, 500, new DurationConverter())
            .withSources(
                new PropertiesConfigSource(KEYCLOAK, "keycloak", 400),
                new PropertiesConfigSource(settings, "test", 500))
            .build()
            .getConfigMapping(IdentityConfig.class);
    return new KnownAddresses(config).objections(new Circumstances(production));
  }
}
