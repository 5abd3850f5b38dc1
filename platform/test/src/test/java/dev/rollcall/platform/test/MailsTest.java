package dev.rollcall.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Infrastructure.Mail;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MailsTest {

  @Test
  @DisplayName("a mail that was sent over SMTP is read back in both forms")
  void sentAndRead() throws MessagingException {
    send("bob@acme.test", "Join Acme", "the link", "<b>the link</b>");

    assertThat(Mails.await("bob@acme.test"))
        .returns("bob@acme.test", Mails.Received::to)
        .returns("Join Acme", Mails.Received::subject)
        .returns("the link", Mails.Received::text)
        .returns("<b>the link</b>", Mails.Received::html)
        .returns("invitations@rollcall.test", Mails.Received::returnPath);
    assertThat(Mails.to("nobody@acme.test")).isEmpty();
  }

  @Test
  @DisplayName(
      "a mail to undeliverable.test comes back to its return path, without the sub-address")
  void comesBack() throws MessagingException {
    send("bounce+1@rollcall.test", "gone@undeliverable.test", "Join Acme", "the link", "");

    assertThat(Mails.await("bounce@rollcall.test").headers())
        .contains("To: <bounce+1@rollcall.test>")
        .anyMatch(line -> line.startsWith("Content-Type: multipart/report"));
  }

  private static void send(String to, String subject, String text, String html)
      throws MessagingException {
    send("invitations@rollcall.test", to, subject, text, html);
  }

  private static void send(String from, String to, String subject, String text, String html)
      throws MessagingException {
    Mail server = SharedServers.mail();
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", server.host());
    properties.setProperty("mail.smtp.port", Integer.toString(server.smtpPort()));
    MimeBodyPart textPart = new MimeBodyPart();
    textPart.setText(text);
    MimeBodyPart htmlPart = new MimeBodyPart();
    htmlPart.setContent(html, "text/html; charset=utf-8");
    MimeMessage message = new MimeMessage(Session.getInstance(properties));
    message.setFrom(from);
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
    message.setSubject(subject);
    message.setContent(new MimeMultipart("alternative", textPart, htmlPart));
    Transport.send(message);
  }
}
