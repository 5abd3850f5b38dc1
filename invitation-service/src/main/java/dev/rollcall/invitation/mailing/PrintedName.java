package dev.rollcall.invitation.mailing;

import dev.rollcall.platform.text.WebAddresses;
import java.text.Bidi;
import java.util.regex.Pattern;

/**
 * Names as mails print them. They come from other people: whatever could end a header line, hide
 * text, turn its direction or make a link becomes a blank, and a name that is written from right to
 * left is isolated, so that it stays where it stands in the sentence (UAX #9).
 */
final class PrintedName {

  /** But for the two joiners, which Persian and Hindi names and emoji need. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}[\\p{Cf}&&[^\u200c\u200d]]]+");

  private static final int LONGEST = 120;
  private static final String ISOLATE = "\u2068";
  private static final String END_OF_ISOLATE = "\u2069";

  private PrintedName() {}

  /** In one line, at most {@value #LONGEST} characters, without anything invisible. */
  static String of(String name) {
    String line =
        shortened(UNPRINTABLE.matcher(WebAddresses.defused(name)).replaceAll(" ").strip());
    return Bidi.requiresBidi(line.toCharArray(), 0, line.length())
        ? ISOLATE + line + END_OF_ISOLATE
        : line;
  }

  private static String shortened(String line) {
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
