package dev.rollcall.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.server.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whether {@code docs/rules.md} is true: what it calls built is what some test names. */
class RulesListTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| ((?:CO|USR|INV|NUM|BIL|X)-\\d+) \\|.*\\| (built|later) \\|$");
  private static final Pattern DISPLAY_NAME =
      Pattern.compile("@DisplayName\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern RULE = Pattern.compile("\\b(?:CO|USR|INV|NUM|BIL|X)-\\d+\\b");

  @Test
  @DisplayName("Each rule that the list calls built is named by a test")
  void builtMeansTested() throws IOException {
    Set<String> built =
        listed().entrySet().stream()
            .filter(rule -> rule.getValue().equals("built"))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named()).containsAll(built);
  }

  @Test
  @DisplayName("Each rule that a test names is in the list")
  void namedMeansListed() throws IOException {
    assertThat(listed().keySet()).containsAll(named());
  }

  private static Map<String, String> listed() throws IOException {
    return Files.readAllLines(Places.root().resolve("docs/rules.md")).stream()
        .map(ROW::matcher)
        .filter(row -> row.matches())
        .collect(
            Collectors.toMap(
                row -> row.group(1), row -> row.group(2), (first, second) -> second, TreeMap::new));
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
