package dev.rollcall.invitation.linking;

import java.security.SecureRandom;

/** The token of a mailed link: whoever holds it reads the invited mailbox. */
public record MailedToken(String text) implements Token {

  /** A new one, never guessable. */
  static MailedToken random(SecureRandom random) {
    return new MailedToken(TokenForm.random(random));
  }

  /** Says nothing, so that no log line can. */
  @Override
  public String toString() {
    return "MailedToken[…]";
  }
}
