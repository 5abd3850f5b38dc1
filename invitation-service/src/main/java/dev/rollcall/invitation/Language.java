package dev.rollcall.invitation;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

/** The language that an invited person is written to in: a well-formed BCP 47 tag. */
public record Language(Locale locale) {

  private static final int LONGEST_TAG = 35;

  /** The language of that tag, e.g. {@code de-AT}; empty for one that is not well-formed. */
  public static Optional<Language> read(String tag) {
    try {
      Locale locale = new Locale.Builder().setLanguageTag(tag).build();
      return tag.length() > LONGEST_TAG || locale.getLanguage().isEmpty()
          ? Optional.empty()
          : Optional.of(new Language(locale));
    } catch (IllformedLocaleException malformed) {
      return Optional.empty();
    }
  }

  /** The tag as BCP 47 writes it, e.g. {@code de-AT} for {@code DE-at}. */
  public String tag() {
    return locale.toLanguageTag();
  }
}
