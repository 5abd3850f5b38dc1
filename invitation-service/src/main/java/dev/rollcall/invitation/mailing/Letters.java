package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.linking.ReturnPaths;
import io.quarkus.mailer.Mail;
import io.quarkus.qute.Template;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Writes mails: the same words in HTML and in text, in the reader's language (INV-19). */
@ApplicationScoped
public class Letters {

  /**
   * What is written, to whom.
   *
   * @param id of the mail; stable over attempts
   * @param subject one line, of {@link PrintedName}s
   * @param words what the templates are filled with; HTML templates escape them
   */
  record Letter(UUID id, String to, Locale locale, String subject, Map<String, Object> words) {

    /** Says nothing of the words, which may hold a token. */
    @Override
    public String toString() {
      return "Letter[" + id + "]";
    }
  }

  private final ReturnPaths returnPaths;

  Letters(ReturnPaths returnPaths) {
    this.returnPaths = returnPaths;
  }

  /** The two forms of a letter. */
  record Forms(Template html, Template text) {}

  /**
   * The message. Its Message-ID is made of the mail's id, so that one sent twice after a crash is
   * seen to be the same; it says that no human sent it (RFC 3834), so that no holiday answer comes;
   * and it has a return path of its own, so that a bounce names it.
   */
  Uni<Mail> write(Letter letter, Forms forms) {
    return fill(forms.html(), letter).chain(html -> write(letter, forms, html));
  }

  private Uni<Mail> write(Letter letter, Forms forms, String html) {
    return fill(forms.text(), letter).map(text -> message(letter, html, text));
  }

  private static Uni<String> fill(Template template, Letter letter) {
    var filled = template.instance().setLocale(letter.locale());
    filled.data("language", letter.locale().toLanguageTag());
    letter.words().forEach(filled::data);
    return filled.createUni();
  }

  private Mail message(Letter letter, String html, String text) {
    Mail mail = new Mail();
    returnPaths.of(letter.id()).ifPresent(mail::setBounceAddress);
    return mail.addTo(letter.to())
        .setSubject(letter.subject())
        .setHtml(html)
        .setText(text)
        .addHeader("Message-ID", "<" + letter.id() + "@rollcall>")
        .addHeader("Auto-Submitted", "auto-generated");
  }
}
