package dev.rollcall.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"\u200b", "\u0301", "\u3164"})
  @DisplayName("USR-3 what folds to nothing finds nothing, while blanks ask for nothing")
  void nothing(String typed) {
    assertThat(SearchText.termsOf(typed)).containsExactly(typed);
    assertThat(SearchText.termsOf("  ")).isEmpty();
  }

  @Test
  @DisplayName("USR-3 a free text is split into folded words")
  void terms() {
    assertThat(SearchText.termsOf("  ZOË  o'hara\u00a0x\u3000y "))
        .containsExactly("zoe", "o'hara", "x", "y");
    assertThat(SearchText.termsOf("   ")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "\u00c9lodie,E\u0301LODIE",
    "straße,STRASSE",
    "STRAẞE,strasse",
    "İstanbul,istanbul",
    "ISPARTA,ısparta",
    "ΣΟΦΟΣ,σοφος",
    "Łukasz,lukasz",
    "Øresund,oresund",
    "Đặng,dang",
    "Æsir,aesir",
    "ﬁnn,FINN",
    "ｂｏｂ,Bob",
    "Nguyễn,nguyen",
    "co\u00adop,coop"
  })
  @DisplayName("CO-6 search knows no case and no accents, composed or not")
  void folded(String written, String typed) {
    assertThat(SearchText.fold(written)).isEqualTo(SearchText.fold(typed));
  }

  @Property
  @Label("CO-6 what is folded stays as it is")
  void foldedOnce(@ForAll String text) {
    if (Unicode.isWellFormed(text)) {
      String folded = SearchText.fold(text);
      assertThat(SearchText.fold(folded)).isEqualTo(folded.strip());
    }
  }
}
