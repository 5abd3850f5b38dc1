package dev.rollcall.platform.messaging;

import java.util.regex.Pattern;

/**
 * A failure in one line that may be kept in a row or a log: the class's name and its message, cut,
 * without e-mail addresses, phone numbers and anything long enough to be a token.
 */
final class SafeMessage {

  private static final int LONGEST = 300;
  private static final Pattern PRIVATE =
      Pattern.compile("[^\\s<>\"'(]+@[^\\s<>\"')]+|\\+\\d{6,15}|[A-Za-z0-9_\\-+/=]{40,}");

  private SafeMessage() {}

  static String of(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : cut(name + ": " + masked(failure));
  }

  /** The message alone; the class's name where there is none. */
  static String text(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : cut(masked(failure));
  }

  private static String masked(Throwable failure) {
    return PRIVATE.matcher(String.valueOf(failure.getMessage())).replaceAll("…");
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
