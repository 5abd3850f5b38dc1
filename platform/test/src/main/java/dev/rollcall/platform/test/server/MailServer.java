package dev.rollcall.platform.test.server;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.MessageDeliveryHandler;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A mail server in this JVM: takes every mail over SMTP, keeps it in memory, and lets everybody
 * read any mailbox over IMAP with the address as name and password. What is sent to {@code
 * bounce+…@domain} arrives in the mailbox of {@code bounce@domain} (RFC 5233). Mail to anybody at
 * {@code undeliverable.test} comes back: a delivery status notification goes to its return path.
 */
public final class MailServer implements LocalServer {

  private static final long TO_START_MILLIS = 60_000;
  private static final String BOUNCES = "bounce";

  private final int smtpPort;
  private final int imapPort;
  private final List<MimeMessage> before = new ArrayList<>();
  private final AtomicInteger taken = new AtomicInteger();
  private @Nullable GreenMail greenMail;

  public MailServer(int smtpPort, int imapPort) {
    this.smtpPort = smtpPort;
    this.imapPort = imapPort;
  }

  @Override
  public String name() {
    return "mail";
  }

  public int smtpPort() {
    return smtpPort;
  }

  public int imapPort() {
    return imapPort;
  }

  @Override
  public synchronized void start() {
    if (greenMail != null) {
      return;
    }
    Ports.mustBeFree(smtpPort, name());
    GreenMail server =
        new GreenMail(
            new ServerSetup[] {
              setup(smtpPort, ServerSetup.PROTOCOL_SMTP), setup(imapPort, ServerSetup.PROTOCOL_IMAP)
            });
    server.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
    server.start();
    UserManager users = server.getUserManager();
    MessageDeliveryHandler usual = users.getMessageDeliveryHandler();
    users.setMessageDeliveryHandler(
        (message, recipient) -> count(deliver(usual, message, recipient)));
    greenMail = server;
  }

  @Override
  public boolean ready() {
    return Ports.taken(smtpPort);
  }

  @Override
  public Optional<Long> pid() {
    return Optional.empty();
  }

  @Override
  public synchronized void stop() {
    if (greenMail != null) {
      before.addAll(List.of(greenMail.getReceivedMessages()));
      greenMail.stop();
      greenMail = null;
    }
  }

  /**
   * Every mail taken since it was made or the last {@link #clear}, oldest first; a stop loses none.
   */
  public synchronized List<MimeMessage> received() {
    List<MimeMessage> all = new ArrayList<>(before);
    if (greenMail != null) {
      all.addAll(List.of(greenMail.getReceivedMessages()));
    }
    return List.copyOf(all);
  }

  /** How many mails it has taken since it was made or the last {@link #clear}. */
  public int count() {
    return taken.get();
  }

  private GreenMailUser count(GreenMailUser recipient) {
    taken.incrementAndGet();
    return recipient;
  }

  /** Forgets every mail. */
  public synchronized void clear() {
    before.clear();
    taken.set(0);
    if (greenMail != null) {
      try {
        greenMail.purgeEmailFromAllMailboxes();
      } catch (com.icegreen.greenmail.store.FolderException e) {
        throw new ServerFailure("Can't clear the mailboxes", e);
      }
    }
  }

  private static GreenMailUser deliver(
      MessageDeliveryHandler usual, MovingMessage message, MailAddress recipient)
      throws MessagingException, UserException {
    MailAddress returnPath = message.getReturnPath();
    if (returnPath != null && Undeliverable.is(recipient.getEmail())) {
      MovingMessage report = new MovingMessage();
      report.setMimeMessage(Undeliverable.report(returnPath.getEmail(), recipient.getEmail()));
      usual.handle(stamped(report), mailbox(returnPath)).deliver(report);
    }
    return usual.handle(stamped(message), mailbox(recipient));
  }

  /** The server of the final delivery notes where the mail comes back to (RFC 5321 §4.4). */
  private static MovingMessage stamped(MovingMessage message) throws MessagingException {
    MailAddress returnPath = message.getReturnPath();
    message
        .getMessage()
        .setHeader("Return-Path", "<" + (returnPath == null ? "" : returnPath.getEmail()) + ">");
    return message;
  }

  private static MailAddress mailbox(MailAddress recipient) throws MessagingException {
    String email = recipient.getEmail().toLowerCase(Locale.ROOT);
    return email.startsWith(BOUNCES + "+")
        ? new MailAddress(BOUNCES + email.substring(email.lastIndexOf('@')))
        : recipient;
  }

  private static ServerSetup setup(int port, String protocol) {
    ServerSetup setup = new ServerSetup(port, Ports.HOST, protocol);
    setup.setServerStartupTimeout(TO_START_MILLIS);
    return setup;
  }
}
