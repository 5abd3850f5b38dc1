package dev.rollcall.platform.web.telemetry;

import java.util.regex.Pattern;

/**
 * Recognises secrets in text that is about to be logged: values of fields and parameters with a
 * secret's name, bearer tokens, JSON Web Tokens, passwords in URLs. A net for mistakes, not a
 * licence to log secrets.
 */
public final class SecretMask {

  private static final String MASK = "***";

  /** {@code password=x}, {@code "token":"x"}, {@code token: x}, {@code #token=x}. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)([\"']?\\b[\\w.-]*(?:password|passwd|secret|token|api[_-]?key|one-?time-?code)\\b"
              + "[\"']?\\s*(?:=|:)\\s*)(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|[^\\s,;&\"'\\]})]+)");

  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}");

  private static final Pattern JSON_WEB_TOKEN =
      Pattern.compile("\\beyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

  private static final Pattern URL_PASSWORD =
      Pattern.compile("(\\b[a-z][a-z0-9+.-]*://[^\\s:/@]+:)[^\\s@/]+@");

  private SecretMask() {}

  /** The text with every recognised secret replaced; the same instance where there is none. */
  public static String mask(String text) {
    String masked = AUTHORIZATION.matcher(text).replaceAll("$1 " + MASK);
    masked = JSON_WEB_TOKEN.matcher(masked).replaceAll(MASK);
    masked = URL_PASSWORD.matcher(masked).replaceAll("$1" + MASK + "@");
    masked = NAMED.matcher(masked).replaceAll("$1" + MASK);
    return masked.equals(text) ? text : masked;
  }
}
