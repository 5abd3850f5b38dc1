package dev.rollcall.invitation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Something with an {@code @} in it, between blanks and the special characters of RFC 5322.
 *
 * @param start where it begins in its cell
 * @param end behind its last character there
 * @param email without what people and programs put around an address
 * @param aside within quotes or parentheses
 */
record PastedToken(int start, int end, String email, boolean aside) {

  /** Valid in a local part, but not as a pair around an address. */
  private static final String PAIRED = "'*_~";

  private static final String QUOTES = "‘’‚‛“”„‟«»‹›";
  private static final String ENDINGS = ".!?'";

  /** In place of what is missing; no address begins or ends with it. */
  private static final String MISSING = "…";

  /** More recipients of a link to mail (RFC 6068). */
  private static final Pattern RECIPIENTS =
      Pattern.compile("[?&](?:to|cc|bcc)=([^&]*@[^&]*)", Pattern.CASE_INSENSITIVE);

  /** What runs from one special character to the next: an address, or a link with several. */
  static List<PastedToken> of(String cell, int start, int end, boolean aside) {
    String run = cell.substring(start, end);
    int query = run.startsWith("?") ? 0 : Math.max(0, run.indexOf('?', run.indexOf('@')));
    List<MatchResult> others = RECIPIENTS.matcher(run.substring(query)).results().toList();
    if (others.isEmpty()) {
      return List.of(new PastedToken(start, end, bare(run), aside));
    }
    int from = start + query;
    List<PastedToken> found = new ArrayList<>();
    if (query > 0) {
      found.add(new PastedToken(start, from, bare(run.substring(0, query)), aside));
    }
    for (MatchResult other : others) {
      found.add(
          new PastedToken(from + other.start(1), from + other.end(1), bare(other.group(1)), aside));
    }
    return found;
  }

  /** The end of something longer; shown with what is before it, and so no address. */
  static PastedToken endOfLonger(String cell, int start, int end, boolean aside) {
    return new PastedToken(start, end, cell.substring(start - 1, end), aside);
  }

  /** The beginning of something longer; no address, either. */
  static PastedToken beginningOfLonger(String cell, int start, int end, boolean aside) {
    return new PastedToken(start, end, cell.substring(start, end) + MISSING, aside);
  }

  boolean inBrackets(String cell) {
    return start > 0 && cell.charAt(start - 1) == '<';
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
    return paired(text.substring(from, to));
  }

  /** A brace without its other one is left of a list in braces, which a separator has cut. */
  private static String paired(String text) {
    return count(text, '{') == count(text, '}') ? text : MISSING + text;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(character -> character == wanted).count();
  }
}
