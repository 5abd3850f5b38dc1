package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.server.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Whether {@code docs/rules.md} is true, as far as that can be seen: what it calls built, or partly
 * so, is what some test names; what is partly built says what is missing.
 */
class RulesListTest {

  private static final Pattern ANY_ROW = Pattern.compile("^\\| [A-Z]+-\\d+ \\|.*");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| ((?:CO|USR|INV|NUM|BIL|X)-\\d+) \\|(.*)\\| (built|later|partly: \\S.*) \\|$");
  private static final Pattern DISPLAY_NAME =
      Pattern.compile("@DisplayName\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern RULE = Pattern.compile("\\b(?:CO|USR|INV|NUM|BIL|X)-\\d+\\b");

  /** Words by which a built rule would take something back. */
  private static final Pattern EXCEPTION =
      Pattern.compile("\\b(later|yet|only a part|the rest|missing)\\b");

  /** A row of the list. */
  private record Listed(String rule, String words, String state) {

    boolean built() {
      return state.equals("built");
    }

    boolean partly() {
      return state.startsWith("partly: ");
    }
  }

  @Test
  @DisplayName("Each rule that the list calls built, or partly built, is named by a test")
  void builtMeansTested() throws IOException {
    Set<String> built =
        listed().stream()
            .filter(row -> row.built() || row.partly())
            .map(Listed::rule)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named()).containsAll(built);
  }

  @Test
  @DisplayName("Each rule that a test names is in the list")
  void namedMeansListed() throws IOException {
    assertThat(listed()).extracting(Listed::rule).containsAll(named());
  }

  @Test
  @DisplayName(
      "Each rule is listed once, as built, as later, or as partly built with what is missing")
  void stated() throws IOException {
    assertThat(listed()).hasSameSizeAs(rows()).extracting(Listed::rule).doesNotHaveDuplicates();
    assertThat(listed())
        .filteredOn(Listed::partly)
        .allSatisfy(row -> assertThat(row.state().split(" ")).hasSizeGreaterThan(4));
  }

  @Test
  @DisplayName("No rule is called built with an exception in its words")
  void builtWithoutException() throws IOException {
    assertThat(listed())
        .filteredOn(Listed::built)
        .extracting(Listed::words)
        .noneMatch(words -> EXCEPTION.matcher(words).find());
  }

  private static List<Listed> listed() throws IOException {
    return rows().stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Listed(row.group(1), row.group(2), row.group(3)))
        .toList();
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(Places.root().resolve("docs/rules.md")).stream()
        .filter(line -> ANY_ROW.matcher(line).matches())
        .toList();
  }

  private static Set<String> named() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Path module : modules()) {
      try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          named.addAll(rulesIn(Files.readString(file)));
        }
      }
    }
    return named;
  }

  private static Set<String> rulesIn(String source) {
    return DISPLAY_NAME
        .matcher(source)
        .results()
        .map(name -> name.group(1))
        .flatMap(name -> RULE.matcher(name).results().map(MatchResult::group))
        .collect(Collectors.toSet());
  }

  private static Set<Path> modules() throws IOException {
    try (Stream<Path> folders = Files.walk(Places.root(), 4)) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("src/test/java")))
          .collect(Collectors.toSet());
    }
  }
}
