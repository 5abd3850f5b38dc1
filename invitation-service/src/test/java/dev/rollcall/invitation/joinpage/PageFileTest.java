package dev.rollcall.invitation.joinpage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFileTest {

  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"/join/([^\"]+)\"");
  private static final Pattern IMPORTED = Pattern.compile("from '\\./([^']+)'");
  private static final Pattern KEY = Pattern.compile("(?m)^ {2,4}(\\w+): ");

  @Test
  @DisplayName("SEC the page has no script, style or handler of its own: all of them are files")
  void nothingInline() {
    assertThat(PageFile.DOCUMENT.content())
        .doesNotContainPattern("<script(?![^>]* src=)")
        .doesNotContainPattern("<style|\\sstyle=|\\son\\w+=|javascript:");
  }

  @Test
  @DisplayName("SEC the page names no other site")
  void nothingFromElsewhere() {
    assertThat(PageFile.DOCUMENT.content()).doesNotContain("//");
  }

  @Test
  @DisplayName("INV-7 the script that takes the token out of the address comes before all others")
  void tokenFirst() {
    assertThat(found(LOADED, PageFile.DOCUMENT).getFirst()).isEqualTo("token.js");
    assertThat(PageFile.DOCUMENT.content()).contains("<script src=\"/join/token.js\"></script>");
  }

  @Test
  @DisplayName("Everything that the page and its scripts load is served")
  void complete() {
    List<String> loaded = found(LOADED, PageFile.DOCUMENT);
    assertThat(loaded).contains("join.js", "join.css", "join.svg");
    assertThat(loaded).allSatisfy(PageFileTest::isServed);
    assertThat(Stream.of("join.js", "form.js", "view.js", "signin.js", "words.js"))
        .flatMap(script -> found(IMPORTED, PageFile.loaded(script).orElseThrow()))
        .contains("calls.js", "words-de.js")
        .allSatisfy(PageFileTest::isServed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"words-de.js", "words-es.js"})
  @DisplayName("Each language says everything that English says, in the same order")
  void sameWords(String language) {
    assertThat(found(KEY, PageFile.loaded(language).orElseThrow()))
        .hasSizeGreaterThan(50)
        .isEqualTo(found(KEY, PageFile.loaded("words-en.js").orElseThrow()));
  }

  @Test
  @DisplayName("SEC names become text, never HTML")
  void noHtmlFromText() {
    assertThat(Stream.of("join.js", "form.js", "view.js"))
        .allSatisfy(
            script ->
                assertThat(PageFile.loaded(script).orElseThrow().content())
                    .doesNotContain(
                        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"));
  }

  private static void isServed(String file) {
    assertThat(PageFile.loaded(file)).as(file).isPresent();
  }

  private static List<String> found(Pattern pattern, PageFile file) {
    return pattern
        .matcher(file.content())
        .results()
        .map((MatchResult each) -> each.group(1))
        .toList();
  }
}
