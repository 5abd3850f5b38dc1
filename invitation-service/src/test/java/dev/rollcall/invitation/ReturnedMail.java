package dev.rollcall.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Eventually;
import jakarta.mail.Address;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.eclipse.microprofile.config.ConfigProvider;

/** Other people's mail servers: they send reports to the bounce mailbox. */
final class ReturnedMail {

  static final String MAILBOX = "bounce@bounces.test";

  private static final String SENDER = "mailer-daemon@far.test";

  private ReturnedMail() {}

  /** A delivery status notification (RFC 3464) about a mail with that return path. */
  static void report(String returnPath, String action) {
    deliver(
        returnPath,
        """
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: text/plain

        Your mail could not be delivered.
        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; far.test

        Final-Recipient: rfc822; bob@far.test
        Action: %s
        Status: 5.1.1

        --b1--
        """
            .formatted(action));
  }

  /** The same about an alias that stands for two people, of whom one has got the mail. */
  static void reportOfAlias(String returnPath) {
    report(returnPath, "failed\n\nFinal-Recipient: rfc822; team@far.test\nAction: expanded");
  }

  /** Any other mail. */
  static void send(String returnPath, String text) {
    deliver(returnPath, "\n" + text + "\n");
  }

  /** Waits until everything that has arrived was read. */
  static void awaitEmpty() {
    Eventually.holds(() -> assertThat(count("INBOX")).isZero());
  }

  /** A message that was put aside so long ago. */
  static void asideSince(Duration ago) {
    try (Store store = connected()) {
      Folder aside = store.getFolder("Aside");
      if (!aside.exists()) {
        aside.create(Folder.HOLDS_MESSAGES);
      }
      MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
      message.setText("I am on holiday.");
      message.setSentDate(Date.from(Instant.now().minus(ago)));
      message.saveChanges();
      aside.appendMessages(new Message[] {message});
    } catch (MessagingException failure) {
      throw new AssertionError(failure);
    }
  }

  /** How many messages nobody could read. */
  static int aside() {
    return count("Aside");
  }

  /** As it is: nothing of it is written anew, as Transport.send would. */
  private static void deliver(String returnPath, String rest) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", setting("quarkus.mailer.host"));
    properties.setProperty("mail.smtp.port", setting("quarkus.mailer.port"));
    properties.setProperty("mail.smtp.from", SENDER);
    Session session = Session.getInstance(properties);
    String head = "From: " + SENDER + "\nTo: " + returnPath + "\nSubject: Undelivered\n";
    byte[] message = (head + rest).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect();
      transport.sendMessage(
          new MimeMessage(session, new ByteArrayInputStream(message)),
          new Address[] {new InternetAddress(returnPath)});
    } catch (MessagingException failure) {
      throw new AssertionError(failure);
    }
  }

  private static int count(String folder) {
    try (Store store = connected()) {
      Folder found = store.getFolder(folder);
      return found.exists() ? found.getMessageCount() : 0;
    } catch (MessagingException failure) {
      throw new AssertionError(failure);
    }
  }

  private static Store connected() throws MessagingException {
    Properties properties = new Properties();
    properties.setProperty("mail.imap.host", setting("rollcall.test.imap-host"));
    properties.setProperty("mail.imap.port", setting("rollcall.test.imap-port"));
    Store store = Session.getInstance(properties).getStore("imap");
    store.connect(MAILBOX, "any");
    return store;
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
