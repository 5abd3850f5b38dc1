package dev.rollcall.invitation.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.text.WebAddresses;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintedNameTest {

  @ParameterizedTest
  @DisplayName("INV-19 nothing that ends a line or hides or turns text stays in a name")
  @ValueSource(
      strings = {"a\r\nb", "a\nb", "a\u2028b", "a\u2029b", "a\u0085b", "a\u202eb", "a\u200bb"})
  void unprintable(String name) {
    assertThat(PrintedName.of(name)).isEqualTo("a b");
  }

  @ParameterizedTest
  @DisplayName("CO-6 a name kept from before the rule makes no link in a mail")
  @ValueSource(strings = {"WIN https://evil.example", "www.evil.example", "ｈｔｔｐ：／／evil"})
  void links(String name) {
    assertThat(WebAddresses.isIn(PrintedName.of(name))).isFalse();
  }

  @Property
  @Label("INV-19 no name can start a header line")
  void oneLine(@ForAll String name) {
    assertThat(PrintedName.of(name)).doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]");
  }

  @Test
  @DisplayName("INV-19 a name from right to left is isolated, with the joiners it needs")
  void rightToLeft() {
    assertThat(PrintedName.of("می\u200cخواهم")).isEqualTo("\u2068می\u200cخواهم\u2069");
    assertThat(PrintedName.of("Zoë 👩\u200d💻")).isEqualTo("Zoë 👩\u200d💻");
  }

  @Test
  @DisplayName("INV-19 a long name is cut between characters")
  void tooLong() {
    assertThat(PrintedName.of("😀".repeat(200))).isEqualTo("😀".repeat(120) + "…");
  }
}
