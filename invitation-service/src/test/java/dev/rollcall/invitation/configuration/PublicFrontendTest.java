package dev.rollcall.invitation.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.invitation.Settings;
import dev.rollcall.platform.web.start.StartCheck.Circumstances;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicFrontendTest {

  private static List<String> objections(boolean production, String frontend) {
    return new PublicFrontend(Settings.with(Map.of("frontend-url", frontend)))
        .objections(new Circumstances(production));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://rollcall.example", "https://localhost:8080", "https://frontend.test"})
  @DisplayName("SEC INV-7 production mails no link in clear, or to the reader's own machine")
  void production(String frontend) {
    assertThat(objections(true, frontend))
        .singleElement()
        .asString()
        .startsWith("rollcall.invitation.frontend-url");
  }

  @Test
  @DisplayName("INV-7 a public frontend may start in production, and any in tests and demos")
  void allowed() {
    assertThat(objections(true, "https://rollcall.example")).isEmpty();
    assertThat(objections(false, "http://localhost:8080")).isEmpty();
  }
}
