package dev.rollcall.identity;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import dev.rollcall.platform.text.EmailAddress;
import dev.rollcall.platform.text.Names;
import dev.rollcall.platform.text.TimeZones;
import dev.rollcall.platform.text.Unicode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request field by field and gathers everything that is wrong with it, so that a person
 * mends all of it at once. Each method answers the value, or a harmless one after noting the
 * violation.
 */
final class Checks {

  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final UUID NO_ID = new UUID(0, 0);

  private final List<Violation> violations = new ArrayList<>();

  /** A name of 1 to {@code max} characters by the rule of {@link Names}, as it is kept (CO-6). */
  String text(String pointer, @Nullable String value, int max) {
    String text = value == null ? "" : value;
    Names.problem(text, max).ifPresent(problem -> violate(pointer, problem));
    return Names.normalize(text);
  }

  /** The same where it may be left out or empty. */
  @Nullable String optionalText(String pointer, @Nullable String value, int max) {
    boolean none = value == null || (Names.isBlank(value) && Unicode.length(value) <= max);
    return none ? null : text(pointer, value, max);
  }

  String country(String pointer, @Nullable String value) {
    if (value == null || !COUNTRIES.contains(value)) {
      violate(pointer, "Must be a country of ISO 3166-1 alpha-2, e.g. US.");
      return "";
    }
    return value;
  }

  String timeZone(String pointer, @Nullable String value) {
    if (value == null || !TimeZones.isName(value)) {
      violate(pointer, "Must be an IANA time zone, e.g. America/New_York.");
      return "";
    }
    return value;
  }

  String email(String pointer, @Nullable String value) {
    Optional<EmailAddress> address = value == null ? Optional.empty() : EmailAddress.read(value);
    if (address.isEmpty()) {
      violate(pointer, "Must be an e-mail address, with letters of ASCII before the @.");
    }
    return address.map(EmailAddress::text).orElse("");
  }

  /** A phone number in E.164, where there is one. */
  @Nullable String phone(String pointer, @Nullable String value) {
    if (value != null && !E164.matcher(value).matches()) {
      violate(pointer, "Must be a phone number in E.164, e.g. +14155550100.");
    }
    return value;
  }

  UUID id(String pointer, @Nullable UUID value) {
    if (value == null) {
      violate(pointer, "Must be given.");
      return NO_ID;
    }
    return value;
  }

  /** A constant of the enum by its name. */
  <E extends Enum<E>> Optional<E> constant(String pointer, @Nullable String value, Class<E> type) {
    for (E constant : EnumSet.allOf(type)) {
      if (constant.name().equals(value)) {
        return Optional.of(constant);
      }
    }
    violate(pointer, "Must be one of %s.".formatted(EnumSet.allOf(type)));
    return Optional.empty();
  }

  <E extends Enum<E>> Set<E> constants(String pointer, List<String> values, Class<E> type) {
    var found = EnumSet.noneOf(type);
    for (int i = 0; i < values.size(); i++) {
      constant(pointer + "/" + i, values.get(i), type).ifPresent(found::add);
    }
    return found;
  }

  void violate(String pointer, String message) {
    violations.add(new Violation(pointer, message));
  }

  /** The value when nothing was wrong. */
  <T> Outcome<T> whenValid(T value) {
    return violations.isEmpty()
        ? Outcome.done(value)
        : Outcome.refused(Refusal.invalid(violations));
  }
}
