package dev.rollcall.invitation;

import dev.rollcall.platform.outcome.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a person, whoever fills them in: the inviter or the invited (INV-1). */
final class ProfileRules {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_TITLE = 100;
  private static final int LONGEST_PHONE = 100;
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

  private ProfileRules() {}

  /** Lengths are those of the text as it came: blanks around it are kept and sent, too. */
  static void name(String pointer, String value, List<Violation> found) {
    if (value.length() > LONGEST_NAME) {
      found.add(new Violation(pointer, "must have at most " + LONGEST_NAME + " characters"));
    } else if (showsNothing(value)) {
      found.add(new Violation(pointer, "is required"));
    } else if (UNPRINTABLE.matcher(value.strip()).find()) {
      found.add(new Violation(pointer, "must not hold line breaks or control characters"));
    }
  }

  /** A name that may be missing. */
  static void nameIfAny(String pointer, String value, List<Violation> found) {
    if (value.length() > LONGEST_NAME || !showsNothing(value)) {
      name(pointer, value, found);
    }
  }

  /** Blanks of any kind, and characters that are not seen. */
  static boolean showsNothing(String value) {
    return value.codePoints().allMatch(ProfileRules::isNotSeen);
  }

  /** The text without blanks around it, or null where nothing of it is seen. */
  static @Nullable String shown(@Nullable String text) {
    return text == null || showsNothing(text) ? null : text.strip();
  }

  private static boolean isNotSeen(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.getType(character) == Character.FORMAT;
  }

  static void title(String value, List<Violation> found) {
    if (value.length() > LONGEST_TITLE) {
      found.add(new Violation("/jobTitle", "must have at most " + LONGEST_TITLE + " characters"));
    } else if (UNPRINTABLE.matcher(value.strip()).find()) {
      found.add(new Violation("/jobTitle", "must not hold line breaks or control characters"));
    }
  }

  static void phone(String value, Company company, List<Violation> found) {
    boolean isNone = isNoPhone(value);
    if (isNone && company.policy().phoneRequired()) {
      found.add(new Violation("/phone", "is required by the company's policy"));
    } else if (!isNone && !isNumber(value)) {
      found.add(new Violation("/phone", "must be a phone number in E.164, like +14155550100"));
    }
  }

  static void phoneIfAny(String value, Company company, List<Violation> found) {
    if (!isNoPhone(value)) {
      phone(value, company, found);
    }
  }

  private static boolean isNoPhone(String value) {
    return value.isBlank() && value.length() <= LONGEST_PHONE;
  }

  private static boolean isNumber(String value) {
    return value.length() <= LONGEST_PHONE && E164.matcher(value.strip()).matches();
  }

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  static @Nullable String emptyToNull(String value) {
    return value.isEmpty() ? null : value;
  }

  static String firstOf(@Nullable String... candidates) {
    return Arrays.stream(candidates)
        .filter(candidate -> candidate != null && !showsNothing(candidate))
        .findFirst()
        .orElse("")
        .strip();
  }
}
