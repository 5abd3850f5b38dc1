package dev.rollcall.invitation;

import java.util.ArrayList;
import java.util.List;

/**
 * A line that no header explains: one address with names around it, a list of addresses, or
 * neither.
 */
final class PastedLine {

  private final int line;
  private final String text;
  private final List<String> cells;
  private final char separator;
  private final int most;
  private final List<PastedAddress> found = new ArrayList<>();

  /**
   * @param most after so many entries one more is answered, and the rest is not read
   */
  PastedLine(int line, String text, PastedCells cells, int most) {
    this.line = line;
    this.text = text;
    this.most = most;
    this.cells = cells.cells();
    this.separator = cells.separator();
  }

  List<PastedAddress> entries() {
    List<List<PastedToken>> tokens = new ArrayList<>();
    int addresses = 0;
    for (int cell = 0; cell < cells.size() && addresses <= most; cell++) {
      tokens.add(PastedTokens.of(cells.get(cell), most));
      addresses += tokens.getLast().size();
    }
    if (addresses == 0) {
      add(text, PastedName.NONE);
    } else if (addresses == 1) {
      one(tokens);
    } else {
      many(tokens);
    }
    return found;
  }

  private void one(List<List<PastedToken>> tokens) {
    int at = 0;
    while (tokens.get(at).isEmpty()) {
      at++;
    }
    PastedToken token = tokens.get(at).getFirst();
    if (isLastNameOf(at, tokens)) {
      add(token.email(), PastedName.of(before(at, token), cells.get(at - 1)));
      return;
    }
    PastedName own = own(at, 0, token, true);
    add(token.email(), own.isNone() ? beside(at) : own);
  }

  private void many(List<List<PastedToken>> tokens) {
    boolean table = separator == '\t';
    for (int cell = 0; cell < tokens.size() && found.size() <= most; cell++) {
      List<PastedToken> inCell = tokens.get(cell);
      boolean alone = inCell.size() == 1;
      if (inCell.isEmpty() && !table && !isLastNameOf(cell + 1, tokens)) {
        malformed(cells.get(cell));
      } else if (alone && isLastNameOf(cell, tokens)) {
        PastedToken token = inCell.getFirst();
        add(token.email(), PastedName.of(before(cell, token), cells.get(cell - 1)));
      } else {
        int from = 0;
        for (PastedToken token : inCell.subList(0, Math.min(inCell.size(), room()))) {
          add(token.email(), own(cell, from, token, alone));
          from = token.end();
        }
      }
    }
  }

  private int room() {
    return most + 1 - found.size();
  }

  /** {@code Stone, Bob <bob@acme.test>}: whether the cell before that one is the last name. */
  private boolean isLastNameOf(int cell, List<List<PastedToken>> tokens) {
    return cell > 0
        && cell < tokens.size()
        && separator != '\t'
        && tokens.get(cell).size() == 1
        && tokens.get(cell - 1).isEmpty()
        && tokens.get(cell).getFirst().inBrackets(cells.get(cell))
        && PastedName.isLike(before(cell, tokens.get(cell).getFirst()))
        && PastedName.isLike(cells.get(cell - 1));
  }

  private String before(int cell, PastedToken token) {
    return cells.get(cell).substring(0, token.start());
  }

  /** The name in the address's own cell: before it, or behind it where nothing else is there. */
  private PastedName own(int cell, int from, PastedToken token, boolean alone) {
    PastedName before =
        PastedName.of(cells.get(cell).substring(Math.min(from, token.start()), token.start()));
    return before.isNone() && alone
        ? PastedName.of(cells.get(cell).substring(token.end()))
        : before;
  }

  /** The name in the other cells; of more than two nobody knows which they are. */
  private PastedName beside(int cell) {
    List<String> names = new ArrayList<>();
    for (int other = 0; other < cells.size(); other++) {
      if (other != cell && PastedName.isLike(cells.get(other))) {
        names.add(cells.get(other));
      }
    }
    return switch (names.size()) {
      case 1 -> PastedName.of(names.getFirst());
      case 2 -> PastedName.of(names.getFirst(), names.getLast());
      default -> PastedName.NONE;
    };
  }

  private void malformed(String cell) {
    if (cell.codePoints().anyMatch(Character::isLetterOrDigit)) {
      add(cell, PastedName.NONE);
    }
  }

  private void add(String email, PastedName name) {
    found.add(name.with(line, found.size() + 1, email));
  }
}
