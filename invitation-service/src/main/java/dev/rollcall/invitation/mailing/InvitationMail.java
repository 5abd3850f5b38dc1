package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.linking.Token;
import dev.rollcall.invitation.storage.Mails.Queued;
import io.quarkus.mailer.Mail;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the invited person reads (INV-19): the same in HTML and text. */
@ApplicationScoped
public class InvitationMail {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu 'at' HH:mm", Locale.ENGLISH);

  /**
   * Names come from other people: whatever could end a header line or hide text becomes a blank.
   */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

  private static final int LONGEST_NAME = 120;

  private final Template html;
  private final Template text;
  private final String frontend;

  InvitationMail(
      @Location("invitation.html") Template html,
      @Location("invitation.txt") Template text,
      InvitationConfig config) {
    this.html = html;
    this.text = text;
    String url = config.frontendUrl();
    this.frontend = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /**
   * The message for that mail. Its Message-ID is made of the mail's id, so that one sent twice
   * after a crash is seen to be the same.
   */
  Uni<Mail> write(Queued mail, Token token) {
    return fill(html, mail, token).createUni().chain(asHtml -> write(mail, token, asHtml));
  }

  private Uni<Mail> write(Queued mail, Token token, String asHtml) {
    return fill(text, mail, token).createUni().map(asText -> message(mail, asHtml, asText));
  }

  private Mail message(Queued mail, String asHtml, String asText) {
    return new Mail()
        .addTo(mail.email())
        .setSubject(oneLine(inviter(mail)) + " invites you to " + oneLine(mail.company()))
        .setHtml(asHtml)
        .setText(asText)
        .addHeader("Message-ID", "<" + mail.id() + "@rollcall>")
        .addHeader("Auto-Submitted", "auto-generated");
  }

  private TemplateInstance fill(Template template, Queued mail, Token token) {
    ZonedDateTime expires = mail.expiresAt().atZone(mail.zone());
    return template
        .data("company", oneLine(mail.company()))
        .data("inviter", oneLine(inviter(mail)))
        .data("greeting", greeting(mail.firstName()))
        .data("expires", WHEN.format(expires))
        .data("zone", mail.zone().getId())
        // In the fragment, so that it reaches no server log.
        .data("link", frontend + "/join#token=" + token.text());
  }

  private static String inviter(Queued mail) {
    return Optional.ofNullable(mail.inviter()).orElse("A colleague");
  }

  private static String greeting(@Nullable String firstName) {
    return firstName == null ? "Hello" : "Hello " + oneLine(firstName);
  }

  private static String oneLine(String name) {
    String line = UNPRINTABLE.matcher(name).replaceAll(" ").strip();
    return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
  }
}
