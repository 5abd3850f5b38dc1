package dev.rollcall.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OpeningTest {

  @ParameterizedTest
  @CsvSource({
    "same-origin, '*/*', FROM_OUR_OWN_PAGE",
    "same-site, 'text/html', FROM_ELSEWHERE",
    "none, '*/*', FROM_ELSEWHERE",
    ", 'text/html,application/xhtml+xml;q=0.9', FROM_ELSEWHERE",
    ", 'Text/HTML', FROM_ELSEWHERE",
    ", '*/*', BY_PROGRAM",
    ", , BY_PROGRAM"
  })
  @DisplayName("INV-16 whoever asks for a page without saying where from comes from elsewhere")
  void of(@Nullable String site, @Nullable String accept, Opening opening) {
    assertThat(Opening.of(site, accept)).isEqualTo(opening);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("INV-16 another person's session is never replaced unasked")
  void another(Opening opening) {
    assertThat(opening.asks(true, true)).isTrue();
  }

  @Test
  @DisplayName("INV-16 our own page signs in unasked where nobody else is signed in")
  void ownPage() {
    assertThat(Opening.FROM_OUR_OWN_PAGE.asks(false, false)).isFalse();
    assertThat(Opening.FROM_OUR_OWN_PAGE.asks(true, false)).isFalse();
  }
}
