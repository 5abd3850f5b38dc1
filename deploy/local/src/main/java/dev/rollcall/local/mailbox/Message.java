package dev.rollcall.local.mailbox;

import dev.rollcall.platform.text.EmailAddress;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One mail as it was received.
 *
 * @param id stable while the mail is kept
 * @param to the bare addresses, separated by commas
 * @param text the plain text part; empty when there is none
 * @param html the HTML part as it was sent, unsafe to show as it is; empty when there is none
 */
record Message(String id, String to, String subject, String text, String html, Instant receivedAt) {

  /** Reads {@code mail}, decoding transfer encodings and encoded words. */
  static Message of(MimeMessage mail) {
    try {
      String to = addresses(mail).collect(Collectors.joining(", "));
      String subject = Optional.ofNullable(mail.getSubject()).orElse("");
      Instant receivedAt =
          Optional.ofNullable(mail.getReceivedDate())
              .or(() -> sentDate(mail))
              .map(Date::toInstant)
              .orElse(Instant.EPOCH);
      return new Message(
          id(mail, to), to, subject, part(mail, "text/plain"), part(mail, "text/html"), receivedAt);
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("A mail cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether {@code mail} went to {@code address}, however either is written. */
  static boolean isTo(MimeMessage mail, String address) {
    String wanted = EmailAddress.keyOf(address);
    try {
      return addresses(mail).map(EmailAddress::keyOf).anyMatch(wanted::equals);
    } catch (MessagingException e) {
      return false;
    }
  }

  private static Stream<String> addresses(MimeMessage mail) throws MessagingException {
    return Stream.ofNullable(mail.getRecipients(RecipientType.TO))
        .flatMap(Arrays::stream)
        .map(
            address ->
                address instanceof InternetAddress internet
                    ? internet.getAddress()
                    : address.toString());
  }

  private static Optional<Date> sentDate(MimeMessage mail) {
    try {
      return Optional.ofNullable(mail.getSentDate());
    } catch (MessagingException e) {
      return Optional.empty();
    }
  }

  private static String id(MimeMessage mail, String to) throws MessagingException {
    byte[] named = (mail.getMessageID() + "\n" + to).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(named), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The first part of {@code type}, which alternatives and attachments may wrap; empty when there
   * is none.
   */
  private static String part(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type) && part.getContent() instanceof String text) {
      return text;
    }
    if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart inner = parts.getBodyPart(i);
        String found = part(inner, type);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }
}
