package dev.rollcall.platform.web.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bodies are read (API.md, Conventions). */
class ContentTest {

  private static final List<String> JSON = List.of("application/json");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=\"UTF-8\"",
        "application/json ; x=y",
        "application/json;"
      })
  @DisplayName("API a body of JSON in UTF-8 is read")
  void read(String type) {
    assertThat(Content.readAs(type, JSON)).contains("application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "text/plain",
        "*/*",
        "application/*",
        "application/vnd.rollcall+json",
        "application/json-patch+json",
        "application/jsonx",
        "text/json",
        "application/json;charset=latin1",
        "application/json;charset=utf-16",
        "application/json, text/plain",
        "application/json charset=utf-8"
      })
  @DisplayName("API a body of anything else is not")
  void notRead(String type) {
    assertThat(Content.readAs(type, JSON)).isEmpty();
  }

  @Test
  @DisplayName("API a body without a media type is not guessed")
  void none() {
    assertThat(Content.readAs(null, JSON)).isEmpty();
  }

  @Test
  @DisplayName("API a method reads the other types that it names")
  void named() {
    List<String> scim = List.of("application/scim+json", "application/json");
    assertThat(Content.readAs("application/scim+json", scim)).contains("application/scim+json");
  }
}
