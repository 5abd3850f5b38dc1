package dev.rollcall.platform.web.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and their templates, and what escapes stand for. */
class PathTemplateTest {

  private static final PathTemplate NUMBER = PathTemplate.of("c/{companyId}/numbers//{e164}/");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/c/7/numbers/%2B14155550123",
        "/c/7/numbers/+14155550123",
        "/c/7/numbers/%2b%314155550123/",
        "/c/7;x=1/numbers;y/+14155550123;z=2;z=3",
        "/c;/%37/numbers/+14155550123/;x"
      })
  @DisplayName("API a path is the same call however it is written")
  void sameCall(String path) {
    assertThat(NUMBER.values(path)).contains(List.of("7", "+14155550123"));
    assertThat(NUMBER.with(List.of("7", "+14155550123"))).isEqualTo("/c/7/numbers/+14155550123");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "/c/7/numbers", "/c/7/numbers/", "/c/7/numbers/1/2", "/C/7/numbers/1"})
  @DisplayName("API another path is another path")
  void anotherPath(String path) {
    assertThat(NUMBER.values(path)).isEmpty();
  }

  @Test
  @DisplayName("API an escaped slash belongs to its segment")
  void escapedSlash() {
    assertThat(PathTemplate.of("/f/{name}").values("/f/a%2Fb")).contains(List.of("a/b"));
  }

  @Test
  @DisplayName("API a parameter with a form takes only that")
  void form() {
    PathTemplate day = PathTemplate.of("/d/{day: [0-9]+}");
    assertThat(day.values("/d/12")).contains(List.of("12"));
    assertThat(day.values("/d/x")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "a%2", "%ff", "%c0%80", "%ed%a0%80", "%e2%28%a1"})
  @DisplayName("API an escape that is none, or no UTF-8, can't be read")
  void unreadable(String text) {
    assertThat(PercentEncoding.isReadable(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "%C3%A9", "%00", "%25zz", "é"})
  @DisplayName("API escaped UTF-8 can be read")
  void readable(String text) {
    assertThat(PercentEncoding.isReadable(text)).isTrue();
  }
}
