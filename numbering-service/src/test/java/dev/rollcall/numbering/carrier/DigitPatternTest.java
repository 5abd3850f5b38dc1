package dev.rollcall.numbering.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitPatternTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  @DisplayName("NUM-9 a pattern comes to each of its numbers once")
  void eachOnce(int free) {
    DigitPattern pattern = DigitPattern.of("415", 3 + free);

    assertThat(LongStream.range(0, pattern.size()).mapToObj(pattern::number))
        .hasSize((int) Math.pow(10, free))
        .doesNotHaveDuplicates()
        .allMatch(number -> number.startsWith("415") && number.length() == 3 + free);
  }

  @Test
  @DisplayName("NUM-2 digits are placed wherever the fixed ones allow it")
  void places() {
    assertThat(DigitPattern.of("415", 7).containing("55"))
        .extracting(DigitPattern::digits)
        .containsExactly("4155???", "41555??", "415?55?", "415??55");
  }
}
