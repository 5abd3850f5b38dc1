package dev.rollcall.invitation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something with an {@code @} in it, between blanks and the special characters of RFC 5322.
 *
 * @param start where it begins in its cell
 * @param end behind its last character there
 * @param email without what people and programs put around an address
 */
record PastedToken(int start, int end, String email) {

  private static final String SPECIALS = " \t<>()[]\",;:";

  /** Valid in a local part, but not as a pair around an address. */
  private static final String PAIRED = "'*_~";

  private static final String QUOTES = "‘’‚‛“”„‟«»‹›";
  private static final String ENDINGS = ".!?'";

  /** The tokens of a cell; one that is there twice, as in {@code a@b.c <a@b.c>}, once. */
  static List<PastedToken> of(String cell) {
    List<PastedToken> found = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    int quotes = 0;
    int start = 0;
    for (int index = 0; index <= cell.length(); index++) {
      if (index == cell.length() || SPECIALS.indexOf(cell.charAt(index)) >= 0) {
        if (cell.substring(start, index).indexOf('@') >= 0) {
          PastedToken token = token(cell, start, index, quotes);
          if (seen.add(token.email.toLowerCase(Locale.ROOT))) {
            found.add(token);
          }
        }
        quotes += index < cell.length() && cell.charAt(index) == '"' ? 1 : 0;
        start = index + 1;
      }
    }
    return found;
  }

  boolean inBrackets(String cell) {
    return start > 0 && cell.charAt(start - 1) == '<';
  }

  private static PastedToken token(String cell, int start, int end, int quotes) {
    String run = cell.substring(start, end);
    return new PastedToken(
        start, end, isRest(cell, start, quotes) ? cell.substring(start - 1, end) : bare(run));
  }

  /** The end of something longer, such as a quoted local part: no address by itself. */
  private static boolean isRest(String cell, int start, int quotes) {
    if (start == 0) {
      return false;
    }
    char before = cell.charAt(start - 1);
    return before == ')' || before == ']' || (before == '"' && quotes % 2 == 0);
  }

  private static String bare(String run) {
    int query = run.indexOf('?', run.indexOf('@'));
    String text = query < 0 ? run : run.substring(0, query);
    int from = 0;
    int to = text.length();
    while (from < to) {
      char first = text.charAt(from);
      char last = text.charAt(to - 1);
      if (QUOTES.indexOf(first) >= 0) {
        from++;
      } else if (first == last && to - from > 1 && PAIRED.indexOf(first) >= 0) {
        from++;
        to--;
      } else if (ENDINGS.indexOf(last) >= 0 || QUOTES.indexOf(last) >= 0) {
        to--;
      } else {
        break;
      }
    }
    return text.substring(from, to);
  }
}
