package dev.rollcall.invitation.linking;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final MailedToken mailed = MailedToken.random(RANDOM);
  private final CopiedToken copied = CopiedToken.random(RANDOM);

  static List<Token> both() {
    return List.of(MailedToken.random(RANDOM), CopiedToken.random(RANDOM));
  }

  @ParameterizedTest
  @MethodSource("both")
  @DisplayName("INV-7 a token has 256 bits, is stored as a hash and is never printed")
  void token(Token token) {
    String secret = token.text().replace(CopiedToken.PREFIX, "");
    assertThat(Base64.getUrlDecoder().decode(secret)).hasSize(32);
    assertThat(token.hash()).hasSize(32);
    assertThat(token.toString()).doesNotContain(secret);
  }

  @ParameterizedTest
  @MethodSource("both")
  @DisplayName("INV-10 a token is read as what it was made")
  void read(Token token) {
    assertThat(Token.read(token.text())).contains(token);
  }

  @Test
  @DisplayName("INV-10 a copied token without its mark, or a mailed one with it, is another token")
  void swapped() {
    String secret = copied.text().substring(CopiedToken.PREFIX.length());
    assertThat(Token.read(secret).orElseThrow().hash()).isNotEqualTo(copied.hash());
    assertThat(Token.read(CopiedToken.PREFIX + mailed.text()).orElseThrow().hash())
        .isNotEqualTo(mailed.hash());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "copied-", "COPIED-", "copied-copied-", "../", "%00"})
  @DisplayName("INV-7 a text that no token is written as is none")
  void malformed(String prefix) {
    Stream.of(prefix + "short", prefix + mailed.text() + "A", prefix + " " + copied.text())
        .forEach(text -> assertThat(Token.read(text)).as(text).isEmpty());
  }
}
