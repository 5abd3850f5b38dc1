package dev.rollcall.identity.companies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicSuffixesTest {

  private final PublicSuffixes domains = new PublicSuffixes();

  @ParameterizedTest
  @CsvSource({
    "corp.com,corp.com",
    " Mail.CORP.com ,corp.com",
    "a.b.corp.co.uk,corp.co.uk",
    "evil-corp.com,evil-corp.com",
    "corp.com.evil.org,evil.org",
    "bücher.example,xn--bcher-kva.example",
    "mail.bücher.de,xn--bcher-kva.de",
    "xn--bcher-kva.de,xn--bcher-kva.de",
    "中国移动.中国,xn--fiq02ib9d179b.xn--fiqs8s",
    "ｃｏｒｐ.com,corp.com",
    "acme.github.io,acme.github.io",
    "sub.acme.test,acme.test"
  })
  @DisplayName("INV-20 a domain counts by its registrable part, in ASCII")
  void registrable(String name, String registrable) {
    assertThat(domains.registrable(name)).contains(registrable);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "co.uk",
        "com",
        "github.io",
        "中国",
        "test",
        "",
        " ",
        "corp",
        "-corp.com",
        "corp..com",
        "corp.com/",
        "bob@corp.com",
        "*.corp.com",
        "192.0.2.1",
        "faß.de"
      })
  @DisplayName("INV-20 what nobody can own is refused: public suffixes, addresses, no names at all")
  void refused(String name) {
    assertThat(domains.registrable(name)).isEmpty();
  }
}
