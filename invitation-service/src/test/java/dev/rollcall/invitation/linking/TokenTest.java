package dev.rollcall.invitation.linking;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokenTest {

  private final Token token = Token.random(new SecureRandom());

  @Test
  @DisplayName("INV-7 a token has 256 bits, is stored as a hash and is never printed")
  void token() {
    assertThat(Base64.getUrlDecoder().decode(token.text())).hasSize(32);
    assertThat(token.hash()).hasSize(32);
    assertThat(token.toString()).doesNotContain(token.text());
  }
}
