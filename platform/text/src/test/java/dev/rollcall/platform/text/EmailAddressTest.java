package dev.rollcall.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.IDNA;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @CsvSource({
    "Bob@Acme.Test, bob@acme.test",
    "'  bob@acme.test ', bob@acme.test",
    "'\u00a0bob@acme.test\u3000', bob@acme.test",
    "ｂｏｂ@acme.test, bob@acme.test",
    "bob＠acme。test, bob@acme.test",
    "STRASSE@acme.test, strasse@acme.test",
    "bob@BÜCHER.example, bob@xn--bcher-kva.example",
    "bob@XN--BCHER-KVA.example, bob@xn--bcher-kva.example",
    "bob@bu\u0308cher.example, bob@xn--bcher-kva.example",
    "bob@straße.example, bob@xn--strae-oqa.example",
    "ivan@пример.рф, ivan@xn--e1afmkfd.xn--p1ai",
    "bob.stone+news@mail.acme.test, bob.stone+news@mail.acme.test",
    "o'neil@acme.test, o'neil@acme.test",
    "bob%0d%0a@acme.test, bob%0d%0a@acme.test"
  })
  @DisplayName("INV-11 every way of writing an address has one key")
  void oneKey(String written, String key) {
    assertThat(EmailAddress.read(written)).map(EmailAddress::key).contains(key);
    assertThat(EmailAddress.keyOf(written)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bob@acme.test\n", "\r\nbob@acme.test", "\tbob@acme.test", "\u2028bob@acme.test"})
  @DisplayName("CO-6 a line break or a control is no blank around an address")
  void lineBreaks(String written) {
    assertThat(EmailAddress.read(written)).isEmpty();
  }

  @Test
  @DisplayName("INV-11 however many labels are written, an address is read with a small stack")
  void manyLabels() throws InterruptedException {
    var read = new AtomicReference<List<Optional<EmailAddress>>>(List.of());
    Thread thread =
        new Thread(
            null,
            () ->
                read.set(
                    Stream.of(
                            "a" + ".a".repeat(640) + "@acme.test",
                            "a@" + "a.".repeat(640) + "test",
                            "\u2488".repeat(1980) + "a@acme.test")
                        .map(EmailAddress::read)
                        .toList()),
            "small stack",
            128 * 1024);

    thread.start();
    thread.join();

    assertThat(read.get()).hasSize(3).allMatch(Optional::isEmpty);
  }

  @ParameterizedTest
  @CsvSource({
    "Ann@xn--bcher-kva.test,Ann@bücher.test,Ann@xn--bcher-kva.test",
    "Ann@BÜCHER.Test,Ann@bücher.test,Ann@xn--bcher-kva.test",
    "Ann@Acme.Test,Ann@acme.test,Ann@acme.test"
  })
  @DisplayName("INV-11 an address is shown with its domain in Unicode, and mailed to in ASCII")
  void shown(String written, String text, String mailbox) {
    EmailAddress address = EmailAddress.read(written).orElseThrow();

    assertThat(address.text()).isEqualTo(text);
    assertThat(address.mailbox()).isEqualTo(mailbox);
    assertThat(EmailAddress.shown(written)).isEqualTo(text);
  }

  @Test
  @DisplayName("INV-11 the masked address shows the domain and one sign")
  void masked() {
    assertThat(EmailAddress.read("Ann@xn--bcher-kva.test").orElseThrow().masked())
        .isEqualTo("A***@bücher.test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "bob",
        "@acme.test",
        "bob@",
        "bob@localhost",
        "bob@127.0.0.1",
        "bob@[127.0.0.1]",
        "bob@@acme.test ",
        "bob stone@acme.test",
        "bob@acme..test",
        "bob@acme.test.",
        ".bob@acme.test",
        "bob.@acme.test",
        "b..b@acme.test",
        "bob@-acme.test",
        "bob@acme_corp.test",
        "bob@xn--zzzzzzzz-.test",
        "bob@acme.test\r\nBcc: eve@evil.test",
        "bob\r\n@acme.test",
        "bob\u0000@acme.test",
        "<bob@acme.test>",
        "Bob <bob@acme.test>",
        "bob,eve@acme.test",
        "bob;eve@acme.test",
        "bob(eve)@acme.test",
        "\"bob\"@acme.test",
        "\"bob stone\"@acme.test",
        "bob\\@acme.test",
        "bob\u200b@acme.test",
        "bob\u202e@acme.test",
        "bob\ufe0f@acme.test",
        "bob\u034f@acme.test",
        "\u3164@acme.test",
        "bob@exa mple.test",
        "bob@acme.\u202etest",
        "\ud83d@acme.test",
        "bob@\udc00.test"
      })
  @DisplayName("INV-11 malformed addresses are refused as such")
  void refused(String written) {
    assertThat(EmailAddress.read(written)).isEmpty();
    assertThat(EmailAddress.isNotSupported(written)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jörg@acme.test",
        "jo\u0308rg@acme.test",
        "почта@acme.test",
        "用户@acme.test",
        "straße@acme.test",
        "ΣΟΦΟΣ@acme.test",
        "µbob@acme.test",
        "b\u043eb@acme.test",
        "\ud83d\ude00@acme.test",
        "用户@пример.рф"
      })
  @DisplayName("INV-11 a local part beyond ASCII is an address that nobody could sign in with")
  void notSupported(String written) {
    assertThat(EmailAddress.read(written)).isEmpty();
    assertThat(EmailAddress.isNotSupported(written)).isTrue();
  }

  @Property
  @Label("INV-11 the length limits of RFC 5321 hold")
  void lengths(@ForAll("writtenLocals") String local, @ForAll("writtenDomains") String domain) {
    String longLocal = local.repeat(65 / local.length() + 1);
    assertThat(EmailAddress.read(longLocal + "@" + domain)).isEmpty();
    assertThat(EmailAddress.read(local + "@" + (domain + ".").repeat(64) + "test")).isEmpty();
    assertThat(EmailAddress.read(local + "@" + "a".repeat(64) + "." + domain)).isEmpty();
  }

  @Property
  @Label("INV-11 nothing throws; what is accepted can't leave its header or its recipient")
  void safe(@ForAll String local, @ForAll String domain, @ForAll("writtenDomains") String known) {
    for (String written : new String[] {local, local + "@" + domain, local + "@" + known}) {
      EmailAddress.isNotSupported(written);
      EmailAddress.read(written)
          .ifPresent(
              address -> {
                assertThat(address.text())
                    .doesNotContainPattern("[\\p{Cc}\\p{Z}\\s<>()\\[\\]\",;:\\\\]")
                    .containsOnlyOnce("@");
                assertThat(address.mailbox()).matches("[\\x21-\\x7e]{3,254}");
                assertThat(address.domain()).matches("[a-z0-9.-]+");
              });
    }
  }

  @Property
  @Label("INV-11 case, compatibility forms, IDN and blanks around make no other address")
  void sameKey(
      @ForAll("writtenLocals") String local,
      @ForAll("writtenDomains") String domain,
      @ForAll("waysOfWriting") UnaryOperator<String> ofLocal,
      @ForAll("waysOfWriting") UnaryOperator<String> ofDomain) {
    EmailAddress address = EmailAddress.read(local + "@" + domain).orElseThrow();
    assertThat(EmailAddress.keyOf(ofLocal.apply(local) + "@" + ofDomain.apply(domain)))
        .isEqualTo(address.key());
    assertThat(EmailAddress.keyOf("\u00a0 " + local + "@" + ace(domain) + " \u3000"))
        .isEqualTo(address.key());
    assertThat(EmailAddress.read(address.text())).contains(address);
    assertThat(EmailAddress.read(address.mailbox())).contains(address);
    assertThat(EmailAddress.keyOf(address.unicodeKey())).isEqualTo(address.key());
  }

  @Provide
  static Arbitrary<String> latin() {
    return letters("abcdefghijklmnopqrstuvwxyz");
  }

  @Provide
  static Arbitrary<String> writtenLocals() {
    return Arbitraries.oneOf(
        latin(),
        Combinators.combine(latin(), latin()).as((first, last) -> first + "." + last),
        Combinators.combine(latin(), latin()).as((name, tag) -> name + "+" + tag));
  }

  @Provide
  static Arbitrary<String> writtenDomains() {
    return Combinators.combine(
            letters("abcxyzäöüéñ").filter(label -> !label.startsWith("xn")),
            Arbitraries.of("test", "example", "пример.рф", "co.uk", "テスト"))
        .as((label, rest) -> label + "." + rest);
  }

  @Provide
  static Arbitrary<UnaryOperator<String>> waysOfWriting() {
    return Arbitraries.of(
        UnaryOperator.identity(),
        text -> text.toUpperCase(Locale.ROOT),
        text -> text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT),
        text -> Normalizer.normalize(text, Normalizer.Form.NFD),
        text -> Normalizer.normalize(text, Normalizer.Form.NFKD),
        text -> Normalizer.normalize(text, Normalizer.Form.NFKC),
        EmailAddressTest::fullWidth);
  }

  private static Arbitrary<String> letters(String alphabet) {
    return Arbitraries.strings().withChars(alphabet.toCharArray()).ofMinLength(1).ofMaxLength(7);
  }

  /** Letters of ASCII as East Asian fonts have them (NFKC makes them ASCII again). */
  private static String fullWidth(String text) {
    return text.codePoints()
        .map(letter -> letter >= 'a' && letter <= 'z' ? letter - 0x21 + 0xff01 : letter)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String ace(String domain) {
    var info = new IDNA.Info();
    return IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII)
        .nameToASCII(domain, new StringBuilder(), info)
        .toString();
  }
}
