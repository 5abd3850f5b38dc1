package dev.rollcall.invitation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks for tokens in a cell. Beside an address in angle brackets, those within quotes or
 * parentheses are a name or a remark, as in {@code "bob@old.test" <bob@new.test>}.
 */
final class PastedTokens {

  private static final String SPECIALS = " \t<>()[]\",;:";
  private static final String CLOSING = "\")]>";

  private final String cell;
  private final int most;
  private final int lastParenthesis;
  private final Map<String, PastedToken> found = new LinkedHashMap<>();
  private int notAside;
  private boolean hasBrackets;
  private int quotes;
  private int depth;
  private int nextQuote;

  private PastedTokens(String cell, int most) {
    this.cell = cell;
    this.most = most;
    this.lastParenthesis = cell.lastIndexOf(')');
  }

  /**
   * The tokens of a cell; one that is there twice, as in {@code a@b.c <a@b.c>}, once.
   *
   * @param most of a cell with more, more than so many are answered, but not all
   */
  static List<PastedToken> of(String cell, int most) {
    return new PastedTokens(cell, most).read();
  }

  private List<PastedToken> read() {
    int start = 0;
    for (int index = 0; index <= cell.length() && notAside <= most; index++) {
      if (index == cell.length() || SPECIALS.indexOf(cell.charAt(index)) >= 0) {
        if (cell.substring(start, index).indexOf('@') >= 0) {
          take(start, index);
        }
        pass(index);
        start = index + 1;
      }
    }
    return found.values().stream().filter(token -> !hasBrackets || !token.aside()).toList();
  }

  private void take(int start, int end) {
    boolean aside = isAside(end);
    hasBrackets |= !aside && start > 0 && cell.charAt(start - 1) == '<';
    if (isEndOfLonger(start)) {
      add(PastedToken.endOfLonger(cell, start, end, aside));
    } else if (isBeginningOfLonger(end)) {
      add(PastedToken.beginningOfLonger(cell, start, end, aside));
    } else {
      PastedToken.of(cell, start, end, aside).forEach(this::add);
    }
  }

  private void add(PastedToken token) {
    String key = token.email().toLowerCase(Locale.ROOT);
    PastedToken before = found.get(key);
    if (before == null || (before.aside() && !token.aside())) {
      found.put(key, token);
      notAside += token.aside() ? 0 : 1;
    }
  }

  private void pass(int index) {
    char character = index < cell.length() ? cell.charAt(index) : ' ';
    if (character == '"') {
      quotes++;
    } else if (character == '(' && !isQuoted(index)) {
      depth++;
    } else if (character == ')' && !isQuoted(index)) {
      depth = Math.max(0, depth - 1);
    }
  }

  private boolean isAside(int end) {
    return isQuoted(end)
        || (depth > 0 && lastParenthesis >= end)
        || (end < cell.length() && cell.charAt(end) == ')');
  }

  /** A quote that nothing closes is an ordinary character. */
  private boolean isQuoted(int end) {
    return quotes % 2 == 1 && closing(end) < cell.length();
  }

  /** Where the next quote is; looked for once, so that all of a cell takes linear time. */
  private int closing(int end) {
    if (nextQuote < end) {
      int next = cell.indexOf('"', end);
      nextQuote = next < 0 ? cell.length() : next;
    }
    return nextQuote;
  }

  /** Such as the domain behind a quoted local part. */
  private boolean isEndOfLonger(int start) {
    if (start == 0) {
      return false;
    }
    char before = cell.charAt(start - 1);
    return before == ')' || before == ']' || (before == '"' && quotes % 2 == 0);
  }

  /** Such as a quoted local part that has itself an {@code @}. */
  private boolean isBeginningOfLonger(int end) {
    boolean closes = end < cell.length() && CLOSING.indexOf(cell.charAt(end)) >= 0;
    return (closes && cell.startsWith("@", end + 1))
        || (isQuoted(end) && cell.startsWith("@", closing(end) + 1));
  }
}
