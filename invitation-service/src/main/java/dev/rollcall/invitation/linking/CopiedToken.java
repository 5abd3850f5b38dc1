package dev.rollcall.invitation.linking;

import java.security.SecureRandom;

/**
 * The token of a link that an admin handed over (INV-10): it proves nothing about the mailbox, so
 * accepting needs a code as well.
 */
public record CopiedToken(String text) implements Token {

  static final String PREFIX = "copied-";

  /** A new one, never guessable. */
  static CopiedToken random(SecureRandom random) {
    return new CopiedToken(PREFIX + TokenForm.random(random));
  }

  static String secretOf(String text) {
    return text.substring(PREFIX.length());
  }

  /** Says nothing, so that no log line can. */
  @Override
  public String toString() {
    return "CopiedToken[…]";
  }
}
