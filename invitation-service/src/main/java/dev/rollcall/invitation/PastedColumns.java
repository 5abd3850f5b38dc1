package dev.rollcall.invitation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the header row of a table says: where the address stands, and where the names. Places count
 * from 0; -1 for a column that is not there.
 */
record PastedColumns(char separator, int email, int first, int last, int whole) {

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
                place(cells, EMAIL),
                place(cells, FIRST),
                place(cells, LAST),
                place(cells, WHOLE)));
  }

  /** What stands in the column of addresses; empty for a line that does not reach it. */
  Optional<List<PastedAddress>> entries(int line, String text) {
    PastedCells cells = PastedCells.split(text, separator);
    return cells.cells().size() > email ? Optional.of(entries(line, cells)) : Optional.empty();
  }

  private List<PastedAddress> entries(int line, PastedCells cells) {
    PastedName name = name(cells);
    List<PastedAddress> found = new ArrayList<>();
    for (PastedToken token : PastedToken.of(cells.at(email))) {
      found.add(name.with(line, found.size() + 1, token.email()));
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
