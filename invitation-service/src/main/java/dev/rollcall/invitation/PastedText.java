package dev.rollcall.invitation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the addresses in what people paste (INV-12): cells of a spreadsheet, with a header row or
 * without, recipients of a mail, lists with any separator. Every address answered stands in the
 * text, apart from invisible characters; what is no address is answered too, so that nobody is left
 * out in silence. Takes time linear in the text.
 */
public final class PastedText {

  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\n|\r");

  /** Not seen by anybody and in no address: zero-width space, word joiner, BOM, soft hyphen. */
  private static final Pattern INVISIBLE = Pattern.compile("[\u200b\u2060\ufeff\u00ad]");

  /** Every blank but the tab, also those that end lines elsewhere; directions of writing. */
  private static final Pattern BLANK =
      Pattern.compile(
          "[\\p{Z}\u000b\u000c\u001c-\u001f\u0085\u200e\u200f\u202a-\u202e\u2066-\u2069]");

  private static final Pattern COMMA = Pattern.compile("[\uff0c\u3001\ufe50\u060c]");
  private static final Pattern SEMICOLON = Pattern.compile("[\uff1b\ufe54\u061b]");
  private static final Pattern AT = Pattern.compile("[\uff20\ufe6b]");

  private PastedText() {}

  /** The entries in the order of the text. */
  public static List<PastedAddress> read(String text) {
    String[] lines = LINE_BREAK.split(text, -1);
    List<PastedAddress> found = new ArrayList<>();
    Optional<PastedColumns> columns = Optional.empty();
    boolean first = true;
    for (int index = 0; index < lines.length; index++) {
      String line = clean(lines[index]);
      if (saysNothing(line)) {
        continue;
      }
      PastedCells cells = PastedCells.of(line);
      if (first && PastedColumns.isHeader(cells.cells())) {
        columns = PastedColumns.of(cells);
      } else {
        found.addAll(entries(index + 1, line, cells, columns));
      }
      first = false;
    }
    return found;
  }

  private static List<PastedAddress> entries(
      int line, String text, PastedCells cells, Optional<PastedColumns> columns) {
    return columns
        .flatMap(table -> table.entries(line, text))
        .orElseGet(() -> new PastedLine(line, text, cells).entries());
  }

  private static boolean saysNothing(String line) {
    return line.codePoints()
        .noneMatch(character -> Character.isLetterOrDigit(character) || character == '@');
  }

  private static String clean(String line) {
    String visible = INVISIBLE.matcher(line).replaceAll("");
    String blank = BLANK.matcher(visible).replaceAll(" ");
    String commas = COMMA.matcher(blank).replaceAll(",");
    String semicolons = SEMICOLON.matcher(commas).replaceAll(";");
    return AT.matcher(semicolons).replaceAll("@");
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
