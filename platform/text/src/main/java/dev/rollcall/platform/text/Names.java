package dev.rollcall.platform.text;

import com.ibm.icu.text.Normalizer2;
import java.util.Optional;

/**
 * The rule for what people type in one line: names of people, companies and offices, job titles,
 * labels, reasons (CO-6). Well-formed Unicode in NFC, no controls, line or paragraph separators,
 * something that is seen, no web address; any other sign is allowed.
 */
public final class Names {

  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

  private Names() {}

  /** As it is kept: NFC, without the blanks around it. Text that is ill-formed stays as it is. */
  public static String normalize(String text) {
    String composed = NFC.normalize(text);
    int from = 0;
    int to = composed.length();
    while (from < to && isBlank(composed.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(composed.charAt(to - 1))) {
      to--;
    }
    return composed.substring(from, to);
  }

  /** Whether nothing was typed but blanks; what is not seen for another reason is wrong instead. */
  public static boolean isBlank(String text) {
    return text.chars().allMatch(Names::isBlank);
  }

  /**
   * What is wrong with it, in words to follow the name of the field; empty where nothing is.
   *
   * @param max how many characters (code points) it may have in NFC, blanks around it included
   */
  public static Optional<String> problem(String text, int max) {
    if (!Unicode.isWellFormed(text)) {
      return Optional.of("must be well-formed Unicode");
    }
    String composed = NFC.normalize(text);
    if (Unicode.length(composed) > max) {
      return Optional.of("must have at most " + max + " characters");
    }
    if (isBlank(text)) {
      return Optional.of("is required");
    }
    if (composed.codePoints().anyMatch(Names::endsLine)) {
      return Optional.of("must not hold line breaks or control characters");
    }
    if (Unicode.showsNothing(composed)) {
      return Optional.of("must show something");
    }
    return WebAddresses.isIn(composed)
        ? Optional.of("must not hold a web address")
        : Optional.empty();
  }

  /**
   * The nearest to it that the rule allows, for a name that was taken elsewhere by a wider rule;
   * empty where nothing of it is seen.
   *
   * @param max how many characters it may have
   */
  public static String repaired(String text, int max) {
    String kept = normalize(WebAddresses.defused(oneLine(Unicode.repaired(text))));
    String cut =
        Unicode.length(kept) <= max
            ? kept
            : normalize(kept.substring(0, kept.offsetByCodePoints(0, max)));
    return Unicode.showsNothing(cut) ? "" : cut;
  }

  private static String oneLine(String text) {
    return text.codePoints()
        .map(character -> endsLine(character) ? ' ' : character)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Space separators all are of one UTF-16 unit. */
  private static boolean isBlank(int unit) {
    return Character.getType(unit) == Character.SPACE_SEPARATOR;
  }

  private static boolean endsLine(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }
}
