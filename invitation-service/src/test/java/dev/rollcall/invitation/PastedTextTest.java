package dev.rollcall.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.text.EmailAddress;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PastedTextTest {

  private static final int ALL = 1_000_000;

  /** What is pasted, and what is read of it: {@code line:email(first|last)}. */
  static Stream<Arguments> pasted() {
    return Stream.of(
        Arguments.of("a cell", "bob@acme.test", "1:bob@acme.test(|)"),
        Arguments.of(
            "a column of a spreadsheet",
            "bob@acme.test\r\nann@acme.test\r\n\r\ncarl@acme.test\r\n",
            "1:bob@acme.test(|) 2:ann@acme.test(|) 4:carl@acme.test(|)"),
        Arguments.of(
            "old line ends",
            "bob@acme.test\rann@acme.test",
            "1:bob@acme.test(|) 2:ann@acme.test(|)"),
        Arguments.of(
            "a row of a spreadsheet", "Bob\tStone\tbob@acme.test", "1:bob@acme.test(Bob|Stone)"),
        Arguments.of("the address first", "bob@acme.test;Bob;Stone", "1:bob@acme.test(Bob|Stone)"),
        Arguments.of(
            "one cell with the name",
            "bob@acme.test\tBob van Stone",
            "1:bob@acme.test(Bob|van Stone)"),
        Arguments.of(
            "CSV with quotes", "\"Stone, Bob\",bob@acme.test", "1:bob@acme.test(Bob|Stone)"),
        Arguments.of(
            "other cells are not guessed at",
            "7,Bob,Stone,Sales,bob@acme.test,+14155550100",
            "1:bob@acme.test(|)"),
        Arguments.of(
            "recipients of a mail",
            "Bob Stone <bob@acme.test>, \"Lee, Ann\" <ann@acme.test>; carl@acme.test",
            "1:bob@acme.test(Bob|Stone) 1:ann@acme.test(Ann|Lee) 1:carl@acme.test(|)"),
        Arguments.of(
            "recipients as Outlook shows them",
            "Stone, Bob <bob@acme.test>; Lee, Ann (Sales) <ann@acme.test>;",
            "1:bob@acme.test(Bob|Stone) 1:ann@acme.test(Ann|Lee)"),
        Arguments.of(
            "last names without quotes",
            "Stone, Bob <bob@acme.test>, Lee, Ann <ann@acme.test>",
            "1:bob@acme.test(Bob|Stone) 1:ann@acme.test(Ann|Lee)"),
        Arguments.of(
            "blanks between",
            "bob@acme.test ann@acme.test",
            "1:bob@acme.test(|) 1:ann@acme.test(|)"),
        Arguments.of("a link", "mailto:bob@acme.test?subject=a%40b", "1:bob@acme.test(|)"),
        Arguments.of("Markdown", "* [bob@acme.test](mailto:bob@acme.test)", "1:bob@acme.test(|)"),
        Arguments.of("emphasis", "**bob@acme.test**", "1:bob@acme.test(|)"),
        Arguments.of(
            "a sentence", "Please invite bob@acme.test!", "1:bob@acme.test(Please|invite)"),
        Arguments.of("a sentence's end", "(bob@acme.test).", "1:bob@acme.test(|)"),
        Arguments.of("typed quotes", "“bob@acme.test”", "1:bob@acme.test(|)"),
        Arguments.of(
            "apostrophes",
            "'bob@acme.test'; o'neil@acme.test",
            "1:bob@acme.test(|) 1:o'neil@acme.test(|)"),
        Arguments.of("a label", "E-mail: bob@acme.test", "1:bob@acme.test(|)"),
        Arguments.of("a reply", "> bob@acme.test", "1:bob@acme.test(|)"),
        Arguments.of(
            "BOM, NBSP, zero-width blanks and directions",
            "\ufeffBob\u00a0Stone\u00a0<bob@acme.test\u200b>\n\u202aann@\u200bacme.test\u202c",
            "1:bob@acme.test(Bob|Stone) 2:ann@acme.test(|)"),
        Arguments.of(
            "East Asian separators",
            "bob@acme.test，ann＠acme.test；carl@acme.test",
            "1:bob@acme.test(|) 1:ann@acme.test(|) 1:carl@acme.test(|)"),
        Arguments.of(
            "a header",
            "Email\nbob@acme.test\nann@acme.test",
            "2:bob@acme.test(|) 3:ann@acme.test(|)"),
        Arguments.of(
            "columns in any order",
            """
            Last name,E-Mail,Dept,First Name
            Stone,bob@acme.test,Sales,Bob
            "van Dyk",ann@acme.test,,
            """,
            "2:bob@acme.test(Bob|Stone) 3:ann@acme.test(|van Dyk)"),
        Arguments.of(
            "only the column of addresses counts",
            "Name;Email;Boss\nBob Stone;bob@acme.test;ann@acme.test\nCarl;;ann@acme.test",
            "2:bob@acme.test(Bob|Stone) 3:(Carl|)"),
        Arguments.of(
            "what is no address is not lost",
            "bob@acme.test, Ann, carl@acme\nhello world",
            "1:bob@acme.test(|) 1:Ann(|) 1:carl@acme(|) 2:hello world(|)"),
        Arguments.of(
            "an address for a name",
            "\"bob@old.test\" <bob@new.test>; Ann (home, ann@home.test) <ann@acme.test>",
            "1:bob@new.test(|) 1:Ann (home(|) 1:ann@acme.test(|)"),
        Arguments.of(
            "the same address for a name",
            "\"bob@acme.test\" <bob@acme.test>",
            "1:bob@acme.test(|)"),
        Arguments.of(
            "a remark with an address",
            "Bob (home bob@home.test) <bob@acme.test>",
            "1:bob@acme.test(Bob|)"),
        Arguments.of(
            "a recipient in quotes", "\"Bob Stone <bob@acme.test>\"", "1:bob@acme.test(Bob|Stone)"),
        Arguments.of(
            "a link to several",
            "mailto:bob@acme.test?CC=ann@acme.test&subject=Hi&bcc=carl@acme.test",
            "1:bob@acme.test(|) 1:ann@acme.test(|) 1:carl@acme.test(|)"),
        Arguments.of(
            "a link that begins with its query", "mailto:?to=bob@acme.test", "1:bob@acme.test(|)"),
        Arguments.of(
            "a name's comma that moves the address out of its column",
            "Name,Email\nStone, Bob,bob@acme.test\nAnn Lee,ann@acme.test",
            "2:bob@acme.test(|) 3:ann@acme.test(Ann|Lee)"),
        Arguments.of(
            "empty cells behind a table", "Name;Email;Boss\nCarl;;ann@acme.test;;", "2:(Carl|)"),
        Arguments.of(
            "a mark of direction",
            "bob@acme.test\u061cann@acme.test",
            "1:bob@acme.test(|) 1:ann@acme.test(|)"),
        Arguments.of("nothing", " \n\t;;,\n-----\n", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pasted")
  @DisplayName("INV-12 the parser reads what spreadsheets, mail clients and people produce")
  void reads(String what, String text, String expected) {
    assertThat(
            PastedText.read(text, ALL).stream()
                .map(PastedTextTest::shown)
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  private static String shown(PastedAddress found) {
    return found.line()
        + ":"
        + found.email()
        + "("
        + Optional.ofNullable(found.firstName()).orElse("")
        + "|"
        + Optional.ofNullable(found.lastName()).orElse("")
        + ")";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"bob\"@acme.test",
        "\"a\"bob@acme.test",
        "\"very(),:;<>[]\\\".VERY.\\\"\"@acme.test",
        "(remark)bob@acme.test",
        "bob@[192.0.2.1]",
        "bob@@acme.test",
        "bob@ann@acme.test",
        "bob@acme. test",
        "bob @acme.test",
        "\"bob@home.test\"@acme.test",
        "\"bob@home.test x\"@acme.test",
        "<bob@home.test>@acme.test",
        "{bob,ann}@acme.test",
        "ann}@acme.test",
        "{bob@acme.test",
        "bob@acme.test/ann",
        "Email,Boss\n,ann@acme.test"
      })
  @DisplayName("INV-12 a part of something longer is no address")
  void nothingInvented(String text) {
    assertThat(PastedText.read(text, ALL))
        .isNotEmpty()
        .allSatisfy(found -> assertThat(EmailAddress.read(found.email())).isEmpty());
  }

  @Test
  @DisplayName("INV-12 what is cut off to be shown is no address")
  void cutOff() {
    String long1 = "a@" + "b.test.".repeat(60) + "test";
    assertThat(PastedText.read(long1, ALL))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.email()).endsWith("…");
              assertThat(EmailAddress.read(found.email())).isEmpty();
            });
  }

  @Provide
  static Arbitrary<String> confetti() {
    return Arbitraries.of(
            "bob",
            "@",
            "acme.test",
            ".",
            ",",
            ";",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "\"",
            "<",
            ">",
            "(",
            ")",
            "[",
            "]",
            "'",
            "mailto:",
            "?",
            "Email",
            "First name",
            "ann@acme.test",
            " ",
            "\u00a0",
            "\u200b",
            "\ufeff",
            "Stone",
            "é",
            "\ud83d\ude00",
            "\ud83d",
            "山",
            "*",
            ":",
            "\u202e",
            "，",
            "＠",
            "xn--",
            "İ",
            "\u0000",
            "\u0007")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 3000)
  @Label("INV-12 nothing throws; each address stands in its line of the text; lines rise")
  void standsInTheText(@ForAll("confetti") String text) {
    check(text);
  }

  @Property
  @Label("INV-12 nothing throws on any text at all")
  void anyText(@ForAll String text) {
    check(text + "@" + text);
  }

  private static void check(String text) {
    List<String> lines = List.of(text.split("\r\n|\n|\r", -1));
    int last = 1;
    for (PastedAddress found : PastedText.read(text, ALL)) {
      assertThat(found.line()).isBetween(last, lines.size());
      last = found.line();
      if (!found.email().contains("…")) {
        assertThat(flat(lines.get(found.line() - 1))).contains(flat(found.email()));
      }
    }
  }

  /** Without what nobody sees, and with every blank and separator written in one way. */
  private static String flat(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replaceAll("[\u200b\u2060\ufeff\u00ad]", "")
        .replaceAll(
            "[\\p{Z}\\s\u061c\u001c-\u001f\u0085\u200e\u200f\u202a-\u202e\u2066-\u2069]", " ")
        .replace('\u3001', ',')
        .replace('\u060c', ',')
        .replace('\u061b', ';');
  }

  @Provide
  static Arbitrary<List<String>> addresses() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .ofMinLength(1)
        .ofMaxLength(8)
        .map(local -> local + "@acme.test")
        .list()
        .uniqueElements()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  @Property
  @Label("INV-12 whatever separates a list, every address is found, in order")
  void complete(
      @ForAll("addresses") List<String> addresses, @ForAll("separators") String separator) {
    assertThat(PastedText.read(String.join(separator, addresses), ALL))
        .extracting(PastedAddress::email)
        .containsExactlyElementsOf(addresses);
  }

  @Provide
  static Arbitrary<String> separators() {
    return Arbitraries.of(
        ",", ", ", ";", "; ", "\n", "\r\n", "\r", "\t", " ", "\u00a0", "\n\n", ",\n", ";\r\n", "，",
        "、", " \u200b", "\u2028");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\n",
        "@\n",
        "a@b\n",
        "a@b.c ",
        "a@b.c,",
        "@,",
        "@ ",
        "a,@,",
        "\"a@b\" <a@b>,",
        "x <a@b>;",
        "{a@b,"
      })
  @DisplayName("INV-12 no more entries are read than one too many, in a line or in many")
  void bounded(String part) {
    String header = "Name,Email\n";
    assertThat(PastedText.read(numbered(part), 500)).hasSize(501);
    assertThat(PastedText.read(header + numbered(part), 500)).hasSizeLessThanOrEqualTo(501);
    assertThat(PastedText.read("a,".repeat(500_000) + numbered(part), 500)).hasSizeBetween(1, 501);
  }

  /** So that none is there twice. */
  private static String numbered(String part) {
    return IntStream.range(0, 5_000)
        .mapToObj(number -> part.replace("@", number + "@").replace("a", "a" + number))
        .collect(Collectors.joining());
  }

  @Test
  @DisplayName("INV-12 a line is taken apart into no more cells than a table has")
  void cells() {
    PastedCells cells = PastedCells.of("a,".repeat(500_000) + "bob@acme.test");
    assertThat(cells.cells()).hasSize(2000);
    assertThat(cells.cells().getLast()).endsWith(",bob@acme.test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "@", "\"", "<", "a@b.c ", "a@b.c,", ",", ")a@b ", "\"a,", "(a", "'", "a@", "'a'@"
      })
  @DisplayName("INV-12 a mebibyte of anything is read in time")
  void linear(String part) {
    String text = part.repeat(1_000_000 / part.length());
    assertThat(PastedText.read(text, ALL).size()).isLessThan(text.length());
  }
}
