package dev.rollcall.invitation;

import dev.rollcall.platform.outcome.Violation;
import dev.rollcall.platform.text.Names;
import dev.rollcall.platform.text.Unicode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a person, whoever fills them in: the inviter or the invited (INV-1). */
final class ProfileRules {

  static final int LONGEST_NAME = 100;

  private static final int LONGEST_TITLE = 100;
  private static final int LONGEST_PHONE = 100;
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

  private ProfileRules() {}

  /** Lengths are those of the text as it came: blanks around it are kept and sent, too. */
  static void name(String pointer, String value, List<Violation> found) {
    Names.problem(value, LONGEST_NAME)
        .ifPresent(problem -> found.add(new Violation(pointer, problem)));
  }

  /** A name that may be missing. */
  static void nameIfAny(String pointer, String value, List<Violation> found) {
    textIfAny(pointer, value, LONGEST_NAME, found);
  }

  static void title(String value, List<Violation> found) {
    textIfAny("/jobTitle", value, LONGEST_TITLE, found);
  }

  private static void textIfAny(String pointer, String value, int most, List<Violation> found) {
    if (!Names.isBlank(value) || Unicode.length(value) > most) {
      Names.problem(value, most).ifPresent(problem -> found.add(new Violation(pointer, problem)));
    }
  }

  /** The text as it is kept, or null where there is none. */
  static @Nullable String kept(@Nullable String text) {
    return text == null || Names.isBlank(text) ? null : Names.normalize(text);
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
        .filter(candidate -> candidate != null && !Names.isBlank(candidate))
        .findFirst()
        .orElse("");
  }
}
