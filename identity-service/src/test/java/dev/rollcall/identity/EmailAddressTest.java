package dev.rollcall.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @CsvSource({
    "Bob@Acme.Test,bob@acme.test",
    "bob@bücher.example,bob@xn--bcher-kva.example",
    "ｂｏｂ@acme.test,bob@acme.test",
  })
  @DisplayName("INV-11 spellings of one address have one key")
  void keys(String written, String key) {
    assertThat(EmailAddress.keyOf(written)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "bob", "@acme.test", "bob@", "bob@acme", "b b@acme.test", "b@-a.test"})
  @DisplayName("CO-2 what is no address is refused")
  void noAddress(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }
}
