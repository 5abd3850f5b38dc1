package dev.rollcall.invitation.linking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret of a mailed link: 256 random bits, base64url without padding (INV-7). Never printed.
 */
public record Token(String text) {

  private static final int BYTES = 32;

  /** A new one, never guessable. */
  public static Token random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** SHA-256, the only form that is stored; the token has too many bits to be tried out. */
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Says nothing, so that no log line can. */
  @Override
  public String toString() {
    return "Token[…]";
  }
}
