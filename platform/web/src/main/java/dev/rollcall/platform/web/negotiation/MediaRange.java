package dev.rollcall.platform.web.negotiation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A media type, or a range of them, with parameters (RFC 9110 §8.3.1, §12.5.1).
 *
 * @param type lower case, or {@code *}
 * @param subtype lower case, or {@code *}
 * @param parameters by lower-case name, values as given without their quotes
 */
record MediaRange(String type, String subtype, Map<String, String> parameters) {

  private static final String ANY = "*";
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";

  private static final Pattern PARAMETER =
      Pattern.compile("(" + TOKEN + ")=(" + TOKEN + "|" + QUOTED + ")");

  /** One of a list, at its beginning; possessive, so that nothing is tried twice. */
  static final Pattern FORM =
      Pattern.compile(
          "[ \t]*+("
              + TOKEN
              + ")/("
              + TOKEN
              + ")"
              + "((?:[ \t]*+;[ \t]*+(?:"
              + TOKEN
              + "=(?:"
              + TOKEN
              + "|"
              + QUOTED
              + "))?+)*+)[ \t]*+");

  MediaRange {
    parameters = Map.copyOf(parameters);
  }

  /** The one that the text is; empty where it is none. */
  static Optional<MediaRange> of(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() ? of(form) : Optional.empty();
  }

  /** The one that {@link #FORM} has found. */
  static Optional<MediaRange> of(Matcher found) {
    String type = found.group(1).toLowerCase(Locale.ROOT);
    String subtype = found.group(2).toLowerCase(Locale.ROOT);
    return type.equals(ANY) && !subtype.equals(ANY)
        ? Optional.empty()
        : Optional.of(new MediaRange(type, subtype, parameters(found.group(3))));
  }

  /** Whether it is, or contains, that media type, whatever the parameters. */
  boolean includes(MediaRange other) {
    return (type.equals(ANY) || type.equals(other.type))
        && (subtype.equals(ANY) || subtype.equals(other.subtype));
  }

  /** 2 for a media type, 1 for all subtypes, 0 for everything. */
  int precision() {
    return (type.equals(ANY) ? 0 : 1) + (subtype.equals(ANY) ? 0 : 1);
  }

  private static Map<String, String> parameters(String text) {
    var parameters = new LinkedHashMap<String, String>();
    Matcher parameter = PARAMETER.matcher(text);
    while (parameter.find()) {
      parameters.putIfAbsent(
          parameter.group(1).toLowerCase(Locale.ROOT), unquoted(parameter.group(2)));
    }
    return parameters;
  }

  private static String unquoted(String value) {
    return value.startsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }
}
