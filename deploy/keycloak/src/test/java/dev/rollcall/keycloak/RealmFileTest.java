package dev.rollcall.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What may stand in the production realm's file, and what the demo adds to it. */
class RealmFileTest {

  private final String production = read(Path.of("realm/rollcall-realm.json"));
  private final String demo = read(Path.of("target/demo/rollcall-realm.json"));

  @Test
  @DisplayName("CO-4 production has no demo person, no demo password and no client for scripts")
  void noDemoInProduction() {
    assertThat(production).doesNotContain("rollcall-demo", "demo-cli", "ada@acme.test", "-demo\"");
    assertThat(texts(json(production).at("/users"), "username"))
        .allMatch(name -> name.startsWith("service-account-"));
  }

  @Test
  @DisplayName("CO-4 production's secrets come from the environment, without a default")
  void noSecretInProduction() {
    assertThat(texts(json(production).at("/clients"), "secret"))
        .hasSize(5)
        .allMatch(secret -> secret.matches("\\$\\{ROLLCALL_[A-Z_]+_SECRET}"));
  }

  @Test
  @DisplayName("CO-4 no list of client scopes, which would remove Keycloak's own")
  void noClientScopes() {
    assertThat(json(production).has("clientScopes")).isFalse();
    assertThat(json(demo).has("clientScopes")).isFalse();
  }

  @Test
  @DisplayName("CO-4 the demo realm is production's plus persons and a client for scripts")
  void demoAdds() {
    assertThat(texts(json(demo).at("/clients"), "clientId"))
        .containsExactlyElementsOf(
            List.of(
                "console",
                "identity-service",
                "identity-drift",
                "invitation-service",
                "numbering-service",
                "billing-service",
                "demo-cli"));
    assertThat(texts(json(demo).at("/users"), "username"))
        .contains("ada@acme.test", "grace@globex.test", "linus@initech.test", "sam@support.test")
        .hasSize(9);
    assertThat(json(demo).get("passwordPolicy")).isEqualTo(json(production).get("passwordPolicy"));
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(element -> element.has(field))
        .map(element -> element.get(field).asText())
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
