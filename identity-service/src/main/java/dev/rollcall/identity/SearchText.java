package dev.rollcall.identity;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names and addresses as the user list sorts and finds them (USR-3): without case, accents and
 * compatibility forms. A free text finds a user when each of its words begins a word of their name
 * or e-mail.
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

  /** What the list sorts by: last name, then first name. */
  public static String sortName(String firstName, String lastName) {
    return fold(lastName + " " + firstName);
  }

  /** The words that find somebody: each part of the names and of the address, and these whole. */
  public static List<String> wordsOf(String firstName, String lastName, String email) {
    String address = fold(email);
    String domain = address.substring(address.indexOf('@') + 1);
    var words = new TreeSet<String>();
    Stream.of(fold(firstName), fold(lastName), address)
        .map(NO_LETTER_OR_DIGIT::split)
        .flatMap(Arrays::stream)
        .forEach(words::add);
    Stream.of(BLANKS.split(fold(firstName)), BLANKS.split(fold(lastName)))
        .flatMap(Arrays::stream)
        .forEach(words::add);
    words.add(address);
    words.add(domain);
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
