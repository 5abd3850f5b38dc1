package dev.rollcall.platform.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Text as lists sort and find it: without case, accents and compatibility forms (CO-6). A free text
 * finds what has, for each of its words, a word that begins with it.
 */
public final class SearchText {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int MAX_TERMS = 8;

  private SearchText() {}

  /** The folded text: NFKD without marks, lower case. */
  public static String fold(String text) {
    String decomposed = Normalizer.normalize(text.strip(), Normalizer.Form.NFKD);
    return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
  }

  /**
   * The words that find these texts: what blanks separate, the letters and digits between other
   * signs, and what follows the @ of an address.
   */
  public static List<String> wordsOf(String... texts) {
    var words = new TreeSet<String>();
    for (String text : texts) {
      for (String word : BLANKS.split(fold(text))) {
        words.add(word);
        words.add(word.substring(word.indexOf('@') + 1));
        words.addAll(List.of(NO_LETTER_OR_DIGIT.split(word)));
      }
    }
    words.remove("");
    return List.copyOf(words);
  }

  /** The words of a free text, at most eight; the rest is ignored. */
  public static List<String> termsOf(String freeText) {
    return Arrays.stream(BLANKS.split(fold(freeText)))
        .filter(term -> !term.isEmpty())
        .distinct()
        .limit(MAX_TERMS)
        .toList();
  }
}
