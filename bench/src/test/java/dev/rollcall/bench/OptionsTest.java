package dev.rollcall.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  @DisplayName("without arguments everything is measured, at full size")
  void standard() {
    Options options = Options.parse(List.of());

    assertThat(options.scenarios()).isEmpty();
    assertThat(options.quick()).isFalse();
    assertThat(options.compare()).isNull();
    assertThat(options.users()).isEqualTo(1_000_000);
    assertThat(options.companies()).isEqualTo(10_000);
  }

  @Test
  @DisplayName("scenarios and options come in any order")
  void anyOrder() {
    Options options =
        Options.parse(List.of("invite", "--quick", "cost", "--compare", "before.json"));

    assertThat(options.scenarios()).containsExactly("invite", "cost");
    assertThat(options.quick()).isTrue();
    assertThat(options.compare()).isEqualTo(Path.of("before.json"));
  }

  @Test
  @DisplayName("quick fills less, unless it is told how much")
  void quickFillsLess() {
    assertThat(Options.parse(List.of("--quick")).users()).isEqualTo(10_000);
    assertThat(Options.parse(List.of("--quick", "--users", "5")).users()).isEqualTo(5);
  }

  @Test
  @DisplayName("an option that there isn't, or without its value, is refused by name")
  void wrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(List.of("--fast")))
        .withMessageContaining("--fast");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(List.of("--compare")))
        .withMessageContaining("--compare");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(List.of("--users", "many")))
        .withMessageContaining("many");
  }
}
