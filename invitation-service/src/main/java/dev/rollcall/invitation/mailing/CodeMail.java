package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.linking.Code;
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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody reads whose mailbox is to be proved (INV-10): the code, and no link, so that it is
 * of use only to who has the link already. Not in the subject, which ends up in logs and on
 * screens.
 */
@ApplicationScoped
public class CodeMail {

  private final Letters letters;
  private final MailLanguages languages;
  private final Forms forms;

  CodeMail(
      Letters letters,
      MailLanguages languages,
      @Location("code.html") Template html,
      @Location("code.txt") Template text) {
    this.letters = letters;
    this.languages = languages;
    this.forms = new Forms(html, text);
  }

  /** The message for that mail, in the language of its invitation. */
  Uni<Mail> write(Queued mail, Code code) {
    Locale locale = languages.of(mail.language());
    MailMessages words =
        MessageBundles.get(MailMessages.class, Localized.Literal.of(locale.getLanguage()));
    String company = PrintedName.of(mail.company());
    Map<String, Object> filled = new HashMap<>();
    filled.put("company", company);
    filled.put("name", Optional.ofNullable(mail.firstName()).map(PrintedName::of).orElse(""));
    filled.put("expires", InvitationMail.readable(mail.expiresAt(), mail.zone(), locale));
    filled.put("code", code.digits());
    return letters.write(
        new Letter(mail.id(), mail.email(), locale, words.codeSubject(company), filled), forms);
  }
}
