package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.Language;
import dev.rollcall.invitation.configuration.InvitationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of the languages that mails are written in somebody reads (INV-19). */
@ApplicationScoped
public class MailLanguages {

  /** By their ISO 639 codes; each but English has its {@code messages/mail_….properties}. */
  static final Set<String> WRITTEN = Set.of("en", "de", "es");

  private final Locale usual;

  MailLanguages(InvitationConfig config) {
    usual = written(config.language()).orElse(Locale.ENGLISH);
  }

  /**
   * The locale of that tag, its region kept for times ({@code de-AT}); English for a language that
   * no mail is written in, the service's own for none.
   */
  Locale of(@Nullable String tag) {
    return tag == null ? usual : written(tag).orElse(Locale.ENGLISH);
  }

  private static Optional<Locale> written(String tag) {
    return Language.read(tag)
        .map(Language::locale)
        .filter(locale -> WRITTEN.contains(locale.getLanguage()));
  }
}
