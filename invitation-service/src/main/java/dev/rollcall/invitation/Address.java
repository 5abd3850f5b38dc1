package dev.rollcall.invitation;

import java.util.Locale;

/**
 * An e-mail address that was read and found well-formed (INV-11).
 *
 * @param text as mail is sent to it: composed local part, ASCII domain in lower case
 * @param key the same for every way of writing it: case-folded, NFKC, domain in ASCII
 */
public record Address(String text, String key) {

  /** The part after the last {@code @}, ASCII, lower case. */
  public String domain() {
    return key.substring(key.lastIndexOf('@') + 1);
  }

  /**
   * Enough for the invited person to recognise it, too little for anybody else: first character of
   * the local part, and the domain.
   */
  public String masked() {
    int at = text.lastIndexOf('@');
    int first = text.offsetByCodePoints(0, 1);
    return text.substring(0, Math.min(first, at))
        + "***"
        + text.substring(at).toLowerCase(Locale.ROOT);
  }
}
