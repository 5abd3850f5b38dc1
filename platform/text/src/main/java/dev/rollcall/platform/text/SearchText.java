package dev.rollcall.platform.text;

import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Text as lists sort and find it: without case, accents and compatibility forms (CO-6). A free text
 * finds what has, for each of its words, a word that begins with it.
 */
public final class SearchText {

  /** How many characters (code points) a free text may have. */
  public static final int MAX_LENGTH = 200;

  private static final Normalizer2 CASE = Normalizer2.getNFKCCasefoldInstance();
  private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");
  private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int MAX_TERMS = 8;

  private SearchText() {}

  /**
   * The folded text: full case folding of NFKC, without marks. {@code ß} is {@code ss}, all of
   * {@code I İ ı i} are {@code i}, and letters with a stroke, which Unicode doesn't take apart, are
   * the letter itself.
   */
  public static String fold(String text) {
    String decomposed = DECOMPOSED.normalize(CASE.normalize(text.strip()));
    return withoutStrokes(MARKS.matcher(decomposed).replaceAll(""));
  }

  private static String withoutStrokes(String text) {
    var folded = new StringBuilder(text.length());
    text.chars().forEach(unit -> folded.append(withoutStroke((char) unit)));
    return folded.toString();
  }

  private static String withoutStroke(char letter) {
    return switch (letter) {
      case 'ı' -> "i";
      case 'ł' -> "l";
      case 'ø' -> "o";
      case 'đ', 'ð' -> "d";
      case 'ħ' -> "h";
      case 'ŧ' -> "t";
      case 'æ' -> "ae";
      case 'œ' -> "oe";
      case 'þ' -> "th";
      default -> Character.toString(letter);
    };
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

  /**
   * The words of a free text, at most eight; the rest is ignored. None for blanks only, which ask
   * for nothing; a text that folds to nothing is itself, which no word begins with.
   */
  public static List<String> termsOf(String freeText) {
    List<String> terms =
        Arrays.stream(BLANKS.split(fold(freeText)))
            .filter(term -> !term.isEmpty())
            .distinct()
            .limit(MAX_TERMS)
            .toList();
    return terms.isEmpty() && !freeText.isBlank() ? List.of(freeText.strip()) : terms;
  }
}
