package dev.rollcall.invitation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A line taken apart where its separators stand, but not within double quotes; into no more cells
 * than any table has columns, the last with the rest of the line.
 *
 * @param separator tab, semicolon or comma
 * @param cells at least one
 */
record PastedCells(char separator, List<String> cells) {

  private static final char[] SEPARATORS = {'\t', ';', ','};
  private static final int MOST = 2000;

  PastedCells {
    cells = List.copyOf(cells);
  }

  /**
   * The cells between the strongest separator that the line has; where several addresses are left
   * in one, those between its commas.
   */
  static PastedCells of(String line) {
    PastedCells strongest = strongest(line);
    return new PastedCells(
        strongest.separator,
        strongest.cells.stream().flatMap(PastedCells::betweenAddresses).toList());
  }

  private static PastedCells strongest(String line) {
    for (char separator : SEPARATORS) {
      PastedCells found = split(line, separator);
      if (found.cells.size() > 1) {
        return found;
      }
    }
    return split(line, ',');
  }

  private static Stream<String> betweenAddresses(String cell) {
    return cell.indexOf('@') == cell.lastIndexOf('@')
        ? Stream.of(cell)
        : split(cell, ',').cells.stream();
  }

  /** The cells between that separator. */
  static PastedCells split(String line, char separator) {
    List<String> cells = new ArrayList<>();
    int lastQuote = line.lastIndexOf('"');
    boolean quoted = false;
    int start = 0;
    for (int index = 0; index < line.length() && cells.size() < MOST - 1; index++) {
      char character = line.charAt(index);
      if (character == '"') {
        // A quote that nothing closes is an ordinary character.
        quoted = !quoted && index < lastQuote;
      } else if (character == separator && !quoted) {
        cells.add(line.substring(start, index));
        start = index + 1;
      }
    }
    cells.add(line.substring(start));
    return new PastedCells(separator, cells);
  }

  /** The cell at that place, from 0; empty where there is none. */
  String at(int place) {
    return place >= 0 && place < cells.size() ? cells.get(place) : "";
  }
}
