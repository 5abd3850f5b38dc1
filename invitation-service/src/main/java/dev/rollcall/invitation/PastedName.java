package dev.rollcall.invitation;

import dev.rollcall.platform.text.Names;
import dev.rollcall.platform.text.Unicode;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A name beside an address. What does not look like one is left out: a name that is missing is
 * asked for when accepting, a wrong one stays.
 *
 * @param first null where there is none
 * @param last null where there is none
 */
record PastedName(@Nullable String first, @Nullable String last) {

  static final PastedName NONE = new PastedName(null, null);

  private static final int LONGEST = 100;
  private static final int LONGEST_SHOWN = 254;
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{M}.'’·-]++( [\\p{L}\\p{M}.'’·-]++)*+");
  private static final Pattern AROUND = Pattern.compile("[\"“”„«»<>\\[\\]{}]");
  private static final Pattern REMARK = Pattern.compile("\\([^()]*\\)");

  /** Words that announce an address and name nobody. */
  private static final Set<String> LABELS =
      Set.of("email", "mail", "mailto", "address", "emailaddress", "to", "cc", "bcc", "from");

  /** The name in a text such as {@code Bob Stone} or {@code "Stone, Bob"}. */
  static PastedName of(String text) {
    String bare = bare(text);
    int comma = bare.indexOf(',');
    return comma < 0
        ? ofWords(bare)
        : new PastedName(
            part(bare.substring(comma + 1)).orElse(null),
            part(bare.substring(0, comma)).orElse(null));
  }

  /** A name whose parts stand apart. */
  static PastedName of(String first, String last) {
    return new PastedName(part(bare(first)).orElse(null), part(bare(last)).orElse(null));
  }

  /** Whether the text looks like a name or a part of one. */
  static boolean isLike(String text) {
    return !of(text).isNone();
  }

  /** The entry of somebody by that name. */
  PastedAddress with(int line, int place, String email) {
    return new PastedAddress(line, place, shown(email), first, last);
  }

  boolean isNone() {
    return first == null && last == null;
  }

  /** Cut off so that it is no address any more: no domain ends in dots. */
  private static String shown(String email) {
    String text = email.strip();
    return text.length() <= LONGEST_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN / 2)) + "…";
  }

  private static PastedName ofWords(String words) {
    Optional<String> whole = part(words);
    if (whole.isEmpty()) {
      return NONE;
    }
    int blank = whole.get().indexOf(' ');
    return blank < 0
        ? new PastedName(whole.get(), null)
        : new PastedName(whole.get().substring(0, blank), whole.get().substring(blank + 1));
  }

  private static Optional<String> part(String text) {
    return Optional.of(Names.normalize(text.strip()))
        .filter(name -> !name.isEmpty() && Unicode.length(name) <= LONGEST)
        .filter(name -> NAME.matcher(name).matches())
        .filter(name -> Names.problem(name, LONGEST).isEmpty())
        .filter(name -> name.codePoints().anyMatch(Character::isLetter));
  }

  private static String bare(String text) {
    String words = AROUND.matcher(REMARK.matcher(text).replaceAll(" ")).replaceAll(" ");
    return Arrays.stream(BLANKS.split(words))
        .filter(Predicate.not(PastedName::isLabel))
        .collect(Collectors.joining(" "))
        .strip();
  }

  private static boolean isLabel(String word) {
    return word.endsWith(":") || LABELS.contains(PastedText.label(word));
  }
}
