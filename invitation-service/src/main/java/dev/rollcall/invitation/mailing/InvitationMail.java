package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.linking.JoinPage;
import dev.rollcall.invitation.linking.MailedToken;
import dev.rollcall.invitation.mailing.Letters.Forms;
import dev.rollcall.invitation.mailing.Letters.Letter;
import dev.rollcall.invitation.storage.Mails.Queued;
import io.quarkus.mailer.Mail;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the invited person reads (INV-19). */
@ApplicationScoped
public class InvitationMail {

  private final Letters letters;
  private final MailLanguages languages;
  private final Forms forms;
  private final JoinPage joinPage;

  InvitationMail(
      Letters letters,
      MailLanguages languages,
      @Location("invitation.html") Template html,
      @Location("invitation.txt") Template text,
      JoinPage joinPage) {
    this.letters = letters;
    this.languages = languages;
    this.forms = new Forms(html, text);
    this.joinPage = joinPage;
  }

  /** The message for that mail, in the language of its invitation. */
  Uni<Mail> write(Queued mail, MailedToken token) {
    Locale locale = languages.of(mail.language());
    MailMessages words =
        MessageBundles.get(MailMessages.class, Localized.Literal.of(locale.getLanguage()));
    String company = PrintedName.of(mail.company());
    String inviter =
        Optional.ofNullable(mail.inviter()).map(PrintedName::of).orElseGet(words::somebody);
    Map<String, Object> filled = new HashMap<>();
    filled.put("company", company);
    filled.put("inviter", inviter);
    filled.put("name", Optional.ofNullable(mail.firstName()).map(PrintedName::of).orElse(""));
    filled.put("expires", readable(mail.expiresAt(), mail.zone(), locale));
    filled.put("link", joinPage.link(token));
    return letters.write(
        new Letter(
            mail.id(), mail.email(), locale, words.invitationSubject(inviter, company), filled),
        forms);
  }

  /**
   * As people of that locale write it, with the zone's name for them and its id, which leaves no
   * doubt: {@code Thursday, March 12, 2026, 5:00 AM, Eastern Daylight Time (America/New_York)}.
   */
  static String readable(Instant instant, ZoneId zone, Locale locale) {
    String when =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
            .withLocale(locale)
            .format(instant.atZone(zone));
    String where = DateTimeFormatter.ofPattern("zzzz", locale).format(instant.atZone(zone));
    // Not every mail client has the narrow one.
    return (when + ", " + where + " (" + zone.getId() + ")").replace('\u202f', '\u00a0');
  }
}
