package dev.rollcall.invitation.linking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The secret of a link: 256 random bits, base64url without padding (INV-7). Its class says how it
 * came to whoever holds it, and so what it proves; the text of one is never the text of the other,
 * and the hash covers all of it. Never printed.
 */
public sealed interface Token permits MailedToken, CopiedToken {

  /** What stands after {@code #token=} in the link. */
  String text();

  /** The token that was written so; empty for a text that no token is ever written as. */
  static Optional<Token> read(String text) {
    return TokenForm.isSecret(text)
        ? Optional.of(new MailedToken(text))
        : Optional.of(text)
            .filter(given -> given.startsWith(CopiedToken.PREFIX))
            .filter(given -> TokenForm.isSecret(CopiedToken.secretOf(given)))
            .map(CopiedToken::new);
  }

  /** SHA-256, the only form that is stored; the token has too many bits to be tried out. */
  default byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
