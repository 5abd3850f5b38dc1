package dev.rollcall.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SearchTextTest {

  @Test
  @DisplayName("USR-3 somebody is found by every part of the names and of the address")
  void words() {
    assertThat(SearchText.wordsOf("Zoë Anne", "O'Hara-Smith", "zoe.ohara@Acme.test"))
        .contains(
            "zoe",
            "anne",
            "o'hara-smith",
            "smith",
            "hara",
            "zoe.ohara@acme.test",
            "acme.test",
            "acme",
            "ohara");
  }

  @Test
  @DisplayName("USR-3 a free text is split into folded words")
  void terms() {
    assertThat(SearchText.termsOf("  ZOË  o'hara ")).containsExactly("zoe", "o'hara");
    assertThat(SearchText.termsOf("   ")).isEmpty();
  }
}
