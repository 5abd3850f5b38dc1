package dev.rollcall.invitation.bouncing;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.angus.mail.dsn.DeliveryStatus;

/**
 * What a message of the bounce mailbox says (RFC 3464).
 *
 * @param recipients the addresses that the message was sent to, as its headers have them: in one of
 *     them is the mark of the mail that it is about
 * @param verdict what became of that mail
 */
record DeliveryReport(String recipients, Verdict verdict) {

  /** What a report means for us. */
  enum Verdict {
    /** The mail was given up: it will not arrive. */
    FAILED,
    /** Not yet, or it did arrive: nothing is to be done. */
    HARMLESS,
    /** No delivery status notification: an automatic answer, junk, or a bounce in free text. */
    UNREADABLE
  }

  /** Most parts that are looked through; a report has two or three. */
  private static final int MOST_PARTS = 10;

  private static final String[] RECIPIENT_HEADERS = {
    "Delivered-To", "X-Original-To", "Envelope-To", "To"
  };

  /** What is no report at all. */
  static final DeliveryReport JUNK = new DeliveryReport("", Verdict.UNREADABLE);

  /** Never fails: what can't be parsed is {@link Verdict#UNREADABLE}. */
  static DeliveryReport read(byte[] message) {
    try {
      MimeMessage parsed =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
      return new DeliveryReport(recipients(parsed), verdict(parsed));
    } catch (MessagingException | IOException | RuntimeException broken) {
      return JUNK;
    }
  }

  private static String recipients(MimeMessage message) throws MessagingException {
    return Collections.list(message.getMatchingHeaders(RECIPIENT_HEADERS)).stream()
        .map(Header::getValue)
        .collect(Collectors.joining(" "));
  }

  private static Verdict verdict(MimeMessage message) throws MessagingException, IOException {
    if (!message.isMimeType("multipart/report")) {
      return Verdict.UNREADABLE;
    }
    // Parsed by hand, not by the handlers of jakarta.activation, which a class loader may not find.
    MimeMultipart parts = new MimeMultipart(message.getDataHandler().getDataSource());
    int looked = Math.min(MOST_PARTS, parts.getCount());
    for (int index = 0; index < looked; index++) {
      BodyPart part = parts.getBodyPart(index);
      if (part.isMimeType("message/delivery-status")
          || part.isMimeType("message/global-delivery-status")) {
        return verdict(new DeliveryStatus(part.getInputStream()));
      }
    }
    return Verdict.UNREADABLE;
  }

  /** A mail of ours has one recipient, so that one failure is all of it. */
  private static Verdict verdict(DeliveryStatus status) {
    long failed = actions(status).filter(DeliveryReport::isFailure).count();
    long known = actions(status).count();
    return failed > 0 ? Verdict.FAILED : known > 0 ? Verdict.HARMLESS : Verdict.UNREADABLE;
  }

  private static Stream<String> actions(DeliveryStatus status) {
    return IntStream.range(0, status.getRecipientDSNCount())
        .mapToObj(status::getRecipientDSN)
        .map(DeliveryReport::action)
        .filter(action -> !action.isEmpty());
  }

  private static String action(InternetHeaders recipient) {
    String action = recipient.getHeader("Action", null);
    return action == null ? "" : action.strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isFailure(String action) {
    return action.equals("failed") || action.startsWith("failed ");
  }
}
