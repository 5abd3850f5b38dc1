package dev.rollcall.invitation.bouncing;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.dsn.DeliveryStatus;

/**
 * The part of a report that is for machines (RFC 3464 §2). Each block of headers costs the parser
 * many times what it costs the sender, so blocks are counted before any of them is parsed: what has
 * more than a report can have is none.
 */
final class StatusPart {

  /** A report has three: for people, for machines, and the mail. */
  static final int MOST_PARTS = 10;

  /** A mail of ours has one recipient; an alias may stand for many. */
  static final int MOST_RECIPIENTS = 100;

  private static final int LARGEST = 64 << 10;

  /** RFC 2046 §5.1.1: one to seventy characters, all of them ASCII. */
  private static final Pattern BOUNDARY = Pattern.compile("[\\x20-\\x7e]{1,70}");

  private StatusPart() {}

  /**
   * What it says; empty where there is none, or more than is read.
   *
   * @param cut whether the message goes on behind what is here
   */
  static Optional<DeliveryStatus> of(MimeMessage message, boolean cut)
      throws MessagingException, IOException {
    String boundary = new ContentType(message.getContentType()).getParameter("boundary");
    if (boundary == null || !BOUNDARY.matcher(boundary).matches()) {
      return Optional.empty();
    }
    byte[] body = message.getRawInputStream().readAllBytes();
    return delimiters(body, boundary) > MOST_PARTS
        ? Optional.empty()
        : of(parts(body, message.getContentType()), cut);
  }

  private static Optional<DeliveryStatus> of(MimeMultipart parts, boolean cut)
      throws MessagingException, IOException {
    int count = parts.getCount();
    for (int index = 0; index < count; index++) {
      BodyPart part = parts.getBodyPart(index);
      if (part.isMimeType("message/delivery-status")
          || part.isMimeType("message/global-delivery-status")) {
        boolean whole = !cut || index < count - 1;
        return whole ? of(part) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<DeliveryStatus> of(BodyPart part) throws MessagingException, IOException {
    byte[] status = part.getInputStream().readNBytes(LARGEST);
    return status.length == LARGEST || emptyLines(status) > MOST_RECIPIENTS
        ? Optional.empty()
        : Optional.of(new DeliveryStatus(new ByteArrayInputStream(status)));
  }

  /**
   * Parsed by hand, not by the handlers of jakarta.activation: a class loader may not find them.
   */
  private static MimeMultipart parts(byte[] body, String contentType) throws MessagingException {
    return new MimeMultipart(new ByteArrayDataSource(body, contentType));
  }

  /** At least as many as the parser sees. */
  private static int delimiters(byte[] body, String boundary) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    String delimiter = "--" + boundary;
    int count = 0;
    for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) {
      count++;
    }
    return count;
  }

  /** At least as many as the parser sees: each ends the fields of one recipient. */
  private static long emptyLines(byte[] status) {
    return new String(status, StandardCharsets.ISO_8859_1).lines().filter(String::isBlank).count();
  }
}
