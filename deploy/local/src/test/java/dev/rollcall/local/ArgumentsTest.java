package dev.rollcall.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.local.stack.PortPlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  private static final Path STANDARD = Path.of("/standard");

  @Test
  @DisplayName("Every option is read")
  void everyOption() {
    List<String> line =
        List.of(
            "demo",
            "--once",
            "--fresh",
            "--port-offset",
            "100",
            "--replicas",
            "2",
            "--data",
            "/a b");

    assertThat(Arguments.parse(line, STANDARD))
        .isEqualTo(
            new Arguments(
                Arguments.Command.DEMO, true, true, new PortPlan(100, 2), Path.of("/a b")));
  }

  @Test
  @DisplayName("Without options the standard ports and folder are used, and data is kept")
  void standards() {
    assertThat(Arguments.parse(List.of("up"), STANDARD))
        .isEqualTo(new Arguments(Arguments.Command.UP, false, false, new PortPlan(0), STANDARD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "down",
        "up --once",
        "demo --port-offset",
        "demo --port-offset x",
        "up --port-offset -1",
        "up --replicas 0",
        "up --replicas many",
        "up --what"
      })
  @DisplayName("Anything else is refused with a sentence")
  void refused(String line) {
    List<String> words = List.of(line.split(" "));

    assertThatThrownBy(() -> Arguments.parse(words, STANDARD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("\\p{Upper}.*|--.*");
  }
}
