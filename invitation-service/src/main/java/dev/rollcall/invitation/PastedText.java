package dev.rollcall.invitation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the addresses in what people paste (INV-12): cells of a spreadsheet, with a header row or
 * without, recipients of a mail, lists with any separator. Every address answered stands in the
 * text, apart from invisible characters; what is no address is answered too, so that nobody is left
 * out in silence. Takes time linear in the text, and no more of it than the entries asked for need.
 */
public final class PastedText {

  /** Not seen by anybody and in no address: zero-width space, word joiner, BOM, soft hyphen. */
  private static final String INVISIBLE = "\u200b\u2060\ufeff\u00ad";

  /** Blanks that Unicode doesn't call one: some end lines elsewhere, some direct the writing. */
  private static final String BLANK =
      "\u000b\u000c\u001c\u001d\u001e\u001f\u0085\u061c\u200e\u200f"
          + "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

  private static final String COMMA = "\uff0c\u3001\ufe50\u060c";
  private static final String SEMICOLON = "\uff1b\ufe54\u061b";
  private static final String AT = "\uff20\ufe6b";

  private PastedText() {}

  /**
   * The entries in the order of the text.
   *
   * @param most how many are wanted; of a text with more, one more is answered, and the rest is not
   *     read
   */
  public static List<PastedAddress> read(String text, int most) {
    String clean = clean(text);
    List<PastedAddress> found = new ArrayList<>();
    Optional<PastedColumns> columns = Optional.empty();
    boolean first = true;
    int number = 0;
    for (int start = 0; start <= clean.length() && found.size() <= most; number++) {
      int end = lineEnd(clean, start);
      String line = clean.substring(start, end);
      start = end + 1;
      if (saysNothing(line)) {
        continue;
      }
      PastedCells cells = PastedCells.of(line);
      if (first && PastedColumns.isHeader(cells.cells())) {
        columns = PastedColumns.of(cells);
      } else {
        found.addAll(entries(number + 1, line, cells, columns, most - found.size()));
      }
      first = false;
    }
    return found;
  }

  private static int lineEnd(String text, int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }

  private static List<PastedAddress> entries(
      int line, String text, PastedCells cells, Optional<PastedColumns> columns, int most) {
    return columns
        .flatMap(table -> table.entries(line, text, most))
        .orElseGet(() -> new PastedLine(line, text, cells, most).entries());
  }

  private static boolean saysNothing(String line) {
    for (int index = 0; index < line.length(); index++) {
      int character = line.codePointAt(index);
      if (character == '@' || Character.isLetterOrDigit(character)) {
        return false;
      }
    }
    return true;
  }

  /** The text with one way of ending lines and of separating, and without what nobody sees. */
  private static String clean(String text) {
    var clean = new StringBuilder(text.length());
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == '\r' || character == '\n') {
        clean.append('\n');
        index += text.startsWith("\r\n", index) ? 1 : 0;
      } else if (INVISIBLE.indexOf(character) < 0) {
        clean.append(clean(character));
      }
    }
    return clean.toString();
  }

  private static char clean(char character) {
    if (Character.isSpaceChar(character) || BLANK.indexOf(character) >= 0) {
      return ' ';
    }
    if (COMMA.indexOf(character) >= 0) {
      return ',';
    }
    if (SEMICOLON.indexOf(character) >= 0) {
      return ';';
    }
    return AT.indexOf(character) >= 0 ? '@' : character;
  }

  /** The words that head a column, or label an address, in letters only and lower case. */
  static String label(String text) {
    return text.codePoints()
        .filter(Character::isLetter)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .toLowerCase(Locale.ROOT);
  }
}
