package dev.rollcall.platform.test;

import dev.rollcall.platform.test.Infrastructure.Mail;
import jakarta.mail.BodyPart;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** What the mail server of a {@code @RollcallTest(mail = true)} has taken. */
public final class Mails {

  private Mails() {}

  /**
   * A mail.
   *
   * @param text the plain text part; empty where there is none
   * @param html the HTML part; empty where there is none
   * @param returnPath where it comes back to; empty for mail that doesn't
   * @param headers the lines of the whole header, as they arrived
   */
  public record Received(
      String to,
      String subject,
      String text,
      String html,
      String returnPath,
      List<String> headers) {}

  /** The mails of that address, oldest first. */
  public static List<Received> to(String address) {
    Mail server = SharedServers.mail();
    Properties properties = new Properties();
    properties.setProperty("mail.imap.host", server.host());
    properties.setProperty("mail.imap.port", Integer.toString(server.imapPort()));
    try (Store store = Session.getInstance(properties).getStore("imap")) {
      store.connect(address, address);
      try (Folder inbox = store.getFolder("INBOX")) {
        inbox.open(Folder.READ_ONLY);
        List<Received> mails = new ArrayList<>();
        for (Message message : inbox.getMessages()) {
          mails.add(
              new Received(
                  address,
                  Optional.ofNullable(message.getSubject()).orElse(""),
                  part(message, "text/plain").orElse(""),
                  part(message, "text/html").orElse(""),
                  returnPath(message),
                  Collections.list(((MimeMessage) message).getAllHeaderLines())));
        }
        return mails;
      }
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("can't read the mails of " + address, e);
    }
  }

  /** The newest mail of that address, once there are at least so many. */
  public static Received await(String address, int atLeast) {
    return Eventually.there(
        "mail " + atLeast + " to " + address,
        () -> Optional.of(to(address)).filter(mails -> mails.size() >= atLeast).map(List::getLast));
  }

  /** The newest mail of that address, once there is one. */
  public static Received await(String address) {
    return await(address, 1);
  }

  private static String returnPath(Message message) throws MessagingException {
    String[] lines = message.getHeader("Return-Path");
    return lines == null ? "" : lines[0].replaceAll("[<>]", "");
  }

  private static Optional<String> part(Part part, String mimeType)
      throws MessagingException, IOException {
    if (part.isMimeType(mimeType)) {
      return Optional.of(part.getContent().toString());
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart inner = parts.getBodyPart(i);
        Optional<String> found = part(inner, mimeType);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
