package dev.rollcall.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  private static final int MAX = 100;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ann",
        "Ann (Sales) & Co.",
        "O'Hara-Smith",
        "O’Hara",
        "Nguyễn Văn",
        "نور",
        "می\u200cخواهم",
        "क्\u200dष",
        "山田太郎",
        "👩\u200d👩\u200d👧",
        "Mr. <script>alert(1)</script>",
        "50 % off; =1+1 \"quoted\" \\ / | ~",
        "1:2 // 3",
        "Awww. How sweet",
        "www",
        "evil.example",
        "http and https"
      })
  @DisplayName("CO-6 a name may hold any sign that is seen")
  void taken(String name) {
    assertThat(Names.problem(name, MAX)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud800",
        "a\udc00b",
        "\udc00\ud800",
        "a\tb",
        "a\nb",
        "Ann\n",
        "a\u0000b",
        "a\u007fb",
        "a\u0085b",
        "a\u2028b",
        "Ann\u2029"
      })
  @DisplayName("CO-6 ill-formed Unicode, controls and line separators are refused, at the ends too")
  void illFormed(String name) {
    assertThat(Names.problem(name, MAX)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u00a0\u3000",
        "\u3164",
        "\u115f",
        "\u1160",
        "\uffa0",
        "\u2800",
        "\u200b",
        "\u2060",
        "\u00ad",
        "\u034f",
        "\u061c",
        "\u180e",
        "\ufe0f",
        "\ufeff",
        "\udb40\udd00",
        "\udb40\udc41",
        " \u2800\u200b\u3164 ",
        "\u17b4",
        "\u2062"
      })
  @DisplayName("CO-6 what shows nothing is no name")
  void showsNothing(String name) {
    assertThat(Names.problem(name, MAX)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WIN 500 USD https://evil.example/x",
        "HTTPS://EVIL.EXAMPLE",
        "see http://e",
        "ftp://e",
        "hxxp://e",
        "www.evil.example",
        "WWW.evil",
        "(www.evil.example)",
        "ｗｗｗ．ｅｖｉｌ",
        "www。evil。example",
        "ｈｔｔｐｓ：／／e",
        "ht\u200btps:/\u2060/evil",
        "w\u00adww.evil",
        "w\u200dw\u200dw.evil",
        "ʷʷʷ.evil",
        "𝐡𝐭𝐭𝐩𝐬://evil",
        "httpſ://evil"
      })
  @DisplayName("CO-6 a name holds no web address, however it is written")
  void webAddress(String name) {
    assertThat(Names.problem(name, MAX)).contains("must not hold a web address");
    assertThat(WebAddresses.isIn(WebAddresses.defused(name))).isFalse();
  }

  @Test
  @DisplayName("CO-6 lengths count code points of NFC, blanks around included")
  void lengths() {
    assertThat(Names.problem("\ud83d\ude00".repeat(100), MAX)).isEmpty();
    assertThat(Names.problem("\ud83d\ude00".repeat(101), MAX)).isPresent();
    assertThat(Names.problem("e\u0301".repeat(100), MAX)).isEmpty();
    assertThat(Names.problem("\u0958".repeat(51), MAX)).isPresent();
    assertThat(Names.problem(" " + "x".repeat(100), MAX)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"' Ann ',Ann", "'\u00a0\u3000Ann Lee\u2003','Ann Lee'", "E\u0301lodie,\u00c9lodie"})
  @DisplayName("CO-6 kept in NFC, without the blanks around it")
  void normalized(String name, String kept) {
    assertThat(Names.normalize(name)).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "Ann,Ann",
    "see https://evil.example,see https evil.example",
    "'a\tb\n','a b'",
    "\ud800a,\ufffda",
    "\u3164,''"
  })
  @DisplayName("CO-6 a name taken elsewhere is kept as near as the rule allows")
  void repaired(String name, String kept) {
    assertThat(Names.repaired(name, MAX)).isEqualTo(kept);
    assertThat(Names.repaired("x".repeat(MAX) + name, MAX)).isEqualTo("x".repeat(MAX));
  }

  @Property
  @Label("CO-6 what is taken is kept as NFC in PostgreSQL and UTF-8, and is taken again")
  void stable(@ForAll String name) {
    if (Names.problem(name, MAX).isEmpty()) {
      String kept = Names.normalize(name);
      assertThat(Normalizer.isNormalized(kept, Normalizer.Form.NFC)).isTrue();
      assertThat(Names.normalize(kept)).isEqualTo(kept);
      assertThat(Names.problem(kept, MAX)).isEmpty();
      assertThat(kept).doesNotContainPattern("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]").isNotEmpty();
    }
  }
}
