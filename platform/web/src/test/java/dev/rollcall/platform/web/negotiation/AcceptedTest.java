package dev.rollcall.platform.web.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer is made of (API.md, Conventions; RFC 9110 §12.5.1). */
class AcceptedTest {

  private static final String JSON = "application/json";
  private static final List<String> INVOICE = List.of(JSON, "application/pdf");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ";",
        ",",
        "blah",
        "*",
        "/",
        "a/",
        "application/json;q=2",
        "application/json;q=nonsense",
        "*/json",
        "*/*",
        "application/*",
        "APPLICATION/JSON",
        "application/json;charset=utf-8",
        "application/json; version=\"1,2\"",
        "application/json ; q=0.001",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "blah, application/json",
        "image/png , application/json",
        "*/*;q=0, application/json",
        "application/json;q=1.000"
      })
  @DisplayName("API an Accept that is empty, unreadable or admits JSON is answered with JSON")
  void admitsJson(String accept) {
    assertThat(Accepted.of(accept).best(List.of(JSON))).contains(JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/png",
        "image/*",
        "text/html, image/png;q=0.5",
        "application/json;q=0",
        "application/json;q=0.0, */*;q=0",
        "*/*, application/json;q=0",
        "application/*;q=0, */*",
        "application/problem+json",
        "application/vnd.api+json",
        "blah, image/png"
      })
  @DisplayName("API an Accept that admits nothing on offer has no answer")
  void admitsNothing(String accept) {
    assertThat(Accepted.of(accept).best(List.of(JSON))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/pdf | application/pdf",
        "application/pdf, application/json;q=0.5 | application/pdf",
        "application/pdf;q=0.4, application/json;q=0.5 | application/json",
        "application/pdf, */*;q=0.1 | application/pdf",
        "*/* | application/json",
        "application/json;q=0, */* | application/pdf"
      })
  @DisplayName("API of several on offer the best liked is taken, the first of equals")
  void bestLiked(String accept, String best) {
    assertThat(Accepted.of(accept).best(INVOICE)).contains(best);
  }

  @Test
  @DisplayName("API no Accept at all admits everything")
  void none() {
    assertThat(Accepted.of(null).best(INVOICE)).contains(JSON);
  }

  @Property
  @Label("API no Accept is so odd that it has no decision")
  void decidesAnything(@ForAll @StringLength(max = 200) String accept) {
    assertThat(Accepted.of(accept).best(INVOICE)).isNotNull();
  }

  @Test
  @DisplayName("API an Accept of 16 kB of nonsense is read without trying anything twice")
  void oddAndLong() {
    for (String part : List.of(";   ", "a/b;", "a/b;c=\"", "\\\"", "a/b; ; ;", ",;,;")) {
      assertThat(Accepted.of(part.repeat(16_384 / part.length())).best(INVOICE)).isNotNull();
    }
  }
}
