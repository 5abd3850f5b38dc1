package dev.rollcall.invitation.linking;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is mailed to the invited address to prove the mailbox behind a copied link (INV-10): eight
 * decimal digits. Never printed.
 */
public record Code(String digits) {

  private static final int BOUND = 100_000_000;
  private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Zs}-]+");

  /** A new one; every value is as likely. */
  static Code random(SecureRandom random) {
    return new Code(String.format(Locale.ROOT, "%08d", random.nextInt(BOUND)));
  }

  /** As somebody types it, with blanks or hyphens in between. */
  public static Code given(String text) {
    return new Code(SEPARATORS.matcher(text).replaceAll(""));
  }

  /** Says nothing, so that no log line can. */
  @Override
  public String toString() {
    return "Code[…]";
  }
}
