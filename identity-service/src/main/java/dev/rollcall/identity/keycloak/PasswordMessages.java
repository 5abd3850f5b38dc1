package dev.rollcall.identity.keycloak;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keycloak's message keys about passwords, in words for a person (INV-14). */
final class PasswordMessages {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("invalidPasswordMinLengthMessage", "Must have at least %s characters."),
          Map.entry("invalidPasswordMaxLengthMessage", "Must have at most %s characters."),
          Map.entry("invalidPasswordMinDigitsMessage", "Must have at least %s digits."),
          Map.entry(
              "invalidPasswordMinLowerCaseCharsMessage", "Needs at least %s lower-case letters."),
          Map.entry(
              "invalidPasswordMinUpperCaseCharsMessage", "Needs at least %s capital letters."),
          Map.entry(
              "invalidPasswordMinSpecialCharsMessage", "Needs at least %s special characters."),
          Map.entry("invalidPasswordNotUsernameMessage", "Must not be the e-mail address."),
          Map.entry(
              "invalidPasswordNotContainsUsernameMessage", "Must not contain the e-mail address."),
          Map.entry("invalidPasswordNotEmailMessage", "Must not be the e-mail address."),
          Map.entry("invalidPasswordHistoryMessage", "Must not be one of the last %s passwords."),
          Map.entry("invalidPasswordBlacklistedMessage", "Is too well known."),
          Map.entry("invalidPasswordRegexPatternMessage", "Does not satisfy the password policy."));

  private PasswordMessages() {}

  /**
   * The sentence for a message key.
   *
   * @param parameters of the message, the first a number or null
   */
  static String of(@Nullable String key, Object @Nullable [] parameters) {
    Object first = parameters == null || parameters.length == 0 ? "" : parameters[0];
    return Optional.ofNullable(key)
        .map(WORDS::get)
        .map(words -> words.formatted(first))
        .orElse("Does not satisfy the password policy.");
  }
}
