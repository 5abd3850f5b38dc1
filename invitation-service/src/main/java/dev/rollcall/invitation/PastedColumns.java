package dev.rollcall.invitation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the header row of a table says: where the address stands, and where the names. Places count
 * from 0; -1 for a column that is not there.
 */
record PastedColumns(char separator, int width, int email, int first, int last, int whole) {

  private static final Set<String> EMAIL =
      Set.of("email", "mail", "emailaddress", "mailaddress", "emails", "useremail", "workemail");
  private static final Set<String> FIRST =
      Set.of("firstname", "first", "givenname", "forename", "vorname");
  private static final Set<String> LAST =
      Set.of("lastname", "last", "surname", "familyname", "nachname");
  private static final Set<String> WHOLE =
      Set.of("name", "fullname", "displayname", "person", "employee");

  /** Whether these are the heads of columns: no address among them, and one that announces it. */
  static boolean isHeader(List<String> cells) {
    return cells.stream().noneMatch(cell -> cell.indexOf('@') >= 0) && place(cells, EMAIL) >= 0;
  }

  /** The columns of a header with several; a single one explains nothing. */
  static Optional<PastedColumns> of(PastedCells header) {
    List<String> cells = header.cells();
    return cells.size() < 2
        ? Optional.empty()
        : Optional.of(
            new PastedColumns(
                header.separator(),
                cells.size(),
                place(cells, EMAIL),
                place(cells, FIRST),
                place(cells, LAST),
                place(cells, WHOLE)));
  }

  /**
   * What stands in the column of addresses; empty for a line that does not reach it.
   *
   * @param most after so many entries one more is answered, and the rest is not read
   */
  Optional<List<PastedAddress>> entries(int line, String text, int most) {
    PastedCells cells = PastedCells.split(text, separator);
    if (isShifted(cells)) {
      return Optional.of(nameless(new PastedLine(line, text, cells, most).entries()));
    }
    return cells.cells().size() > email
        ? Optional.of(entries(line, cells, most))
        : Optional.empty();
  }

  /**
   * {@code Stone, Bob,bob@acme.test} below {@code Name,Email}: a separator in a cell that nobody
   * put quotes around has moved the address out of its column.
   */
  private boolean isShifted(PastedCells line) {
    List<String> cells = line.cells();
    return cells.size() > width
        && cells.subList(width, cells.size()).stream().anyMatch(cell -> !cell.isBlank())
        && line.at(email).indexOf('@') < 0
        && cells.stream().anyMatch(cell -> cell.indexOf('@') >= 0);
  }

  /** Which of the cells are names, nobody knows then. */
  private static List<PastedAddress> nameless(List<PastedAddress> found) {
    return found.stream()
        .map(entry -> PastedName.NONE.with(entry.line(), entry.place(), entry.email()))
        .toList();
  }

  private List<PastedAddress> entries(int line, PastedCells cells, int most) {
    PastedName name = name(cells);
    List<PastedAddress> found = new ArrayList<>();
    for (PastedToken token : PastedTokens.of(cells.at(email), most)) {
      if (found.size() <= most) {
        found.add(name.with(line, found.size() + 1, token.email()));
      }
    }
    return found.isEmpty() ? List.of(name.with(line, 1, cells.at(email))) : found;
  }

  private PastedName name(PastedCells cells) {
    PastedName apart = PastedName.of(cells.at(first), cells.at(last));
    return apart.isNone() ? PastedName.of(cells.at(whole)) : apart;
  }

  private static int place(List<String> cells, Set<String> words) {
    for (int place = 0; place < cells.size(); place++) {
      if (words.contains(PastedText.label(cells.get(place)))) {
        return place;
      }
    }
    return -1;
  }
}
