package dev.rollcall.invitation.bouncing;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  /**
   * How many bytes of a message are looked at: enough for its headers and the status part, which
   * comes before the returned mail (RFC 3464 §2), however large that is.
   */
  static final int LARGEST = 128 << 10;

  /** Actions that say that the mail has reached somebody, or left for where nobody reports. */
  private static final Set<String> ARRIVALS = Set.of("delivered", "relayed", "expanded");

  private static final Pattern AFTER_WORD = Pattern.compile("[\\s(;]");

  private static final String[] RECIPIENT_HEADERS = {
    "Delivered-To", "X-Original-To", "Envelope-To", "To"
  };

  /** What is no report at all. */
  static final DeliveryReport JUNK = new DeliveryReport("", Verdict.UNREADABLE);

  /**
   * Never fails: what can't be parsed is {@link Verdict#UNREADABLE}.
   *
   * @param message its first {@value #LARGEST} bytes; more are not looked at
   */
  static DeliveryReport read(byte[] message) {
    boolean cut = message.length >= LARGEST;
    var head = new ByteArrayInputStream(message, 0, Math.min(LARGEST, message.length));
    try {
      MimeMessage parsed = new MimeMessage(Session.getInstance(new Properties()), head);
      return new DeliveryReport(recipients(parsed), verdict(parsed, cut));
    } catch (MessagingException | IOException | RuntimeException broken) {
      return JUNK;
    }
  }

  private static String recipients(MimeMessage message) throws MessagingException {
    return Collections.list(message.getMatchingHeaders(RECIPIENT_HEADERS)).stream()
        .map(Header::getValue)
        .collect(Collectors.joining(" "));
  }

  private static Verdict verdict(MimeMessage message, boolean cut)
      throws MessagingException, IOException {
    return message.isMimeType("multipart/report")
        ? StatusPart.of(message, cut).map(DeliveryReport::verdict).orElse(Verdict.UNREADABLE)
        : Verdict.UNREADABLE;
  }

  /**
   * A mail of ours has one recipient, but that address may stand for many (RFC 3464 §2.3.3,
   * expanded): while the mail has reached one of them, one full mailbox hasn't stopped it.
   */
  private static Verdict verdict(DeliveryStatus status) {
    Set<String> actions = actions(status);
    if (actions.isEmpty()) {
      return Verdict.UNREADABLE;
    }
    boolean arrived = ARRIVALS.stream().anyMatch(actions::contains);
    return actions.contains("failed") && !arrived ? Verdict.FAILED : Verdict.HARMLESS;
  }

  private static Set<String> actions(DeliveryStatus status) {
    return IntStream.range(0, status.getRecipientDSNCount())
        .mapToObj(status::getRecipientDSN)
        .map(DeliveryReport::action)
        .filter(action -> !action.isEmpty())
        .collect(Collectors.toSet());
  }

  /** The word itself: a comment may stand behind it. */
  private static String action(InternetHeaders recipient) {
    String action = recipient.getHeader("Action", null);
    return action == null ? "" : AFTER_WORD.split(action.strip(), 2)[0].toLowerCase(Locale.ROOT);
  }
}
