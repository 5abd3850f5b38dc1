package dev.rollcall.invitation.bouncing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.invitation.Settings;
import dev.rollcall.invitation.bouncing.BounceMailbox.Batch;
import dev.rollcall.invitation.bouncing.BounceMailbox.Returned;
import dev.rollcall.invitation.bouncing.DeliveryReport.Verdict;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.platform.test.server.MailServer;
import dev.rollcall.platform.test.server.Ports;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The bounce mailbox on a real IMAP server, with one in front of it that refuses some commands. */
class BounceMailboxTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String COURIER =
      "* CAPABILITY IMAP4rev1 UIDPLUS NAMESPACE\r\n%s OK CAPABILITY completed";

  private final MailServer server = new MailServer(Ports.free(), Ports.free());
  private PlayedImap imap;
  private BounceMailbox mailbox;

  @BeforeEach
  void start() throws IOException {
    server.start();
    imap = new PlayedImap(server.imapPort());
    mailbox = new BounceMailbox(settings(imap.port()));
  }

  @AfterEach
  void stop() throws IOException {
    imap.close();
    server.stop();
  }

  private static InvitationConfig settings(int port) {
    String prefix = "bounces.imap.";
    return Settings.with(
        Map.of(
            prefix + "host", Ports.HOST,
            prefix + "port", Integer.toString(port),
            prefix + "user", "bounce@bounces.test",
            prefix + "password", "bounce@bounces.test",
            prefix + "tls", "false"));
  }

  /** Straight to the server. */
  private <T> T on(String folder, ImapConnection.Work<Folder, T> work) {
    return new ImapConnection(settings(server.imapPort()).bounces().imap())
        .store(store -> ImapConnection.in(store.getFolder(folder), work));
  }

  private int count(String folder) {
    return on(folder, Folder::getMessageCount);
  }

  private void arrived(String folder, Instant at, String text) {
    byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    on(
        folder,
        opened -> {
          var message =
              new MimeMessage(
                  Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
          message.setSentDate(Date.from(at));
          opened.appendMessages(new Message[] {message});
          return opened;
        });
  }

  private void arrived(String text) {
    arrived("INBOX", Instant.now(), text);
  }

  private static String junk(String subject) {
    return "Subject: " + subject + "\n\nI am on holiday.\n";
  }

  private static String report(String mail) {
    return """
    To: bounce+00ff@bounces.test
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

    --b1
    Content-Type: text/plain

    Your mail could not be delivered.
    --b1
    Content-Type: message/delivery-status

    Reporting-MTA: dns; far.test

    Final-Recipient: rfc822; bob@far.test
    Action: failed

    --b1
    Content-Type: message/rfc822

    %s
    --b1--
    """
        .formatted(mail);
  }

  private List<Verdict> verdicts() {
    return mailbox.read(10, MINUTE).messages().stream()
        .map(message -> message.report().verdict())
        .toList();
  }

  /** Everything that waits, as nobody could read it. */
  private int putAllAside() {
    Batch batch = mailbox.read(10, MINUTE);
    return mailbox.remove(
        batch.validity(), List.of(), batch.messages().stream().map(Returned::uid).toList());
  }

  private List<String> flagged() {
    return on(
        "INBOX",
        folder -> {
          Message[] messages = folder.getMessages();
          for (Message message : messages) {
            assertThat(message.isSet(Flag.FLAGGED)).isTrue();
          }
          return Arrays.stream(messages)
              .map(Message::getMessageNumber)
              .map(String::valueOf)
              .toList();
        });
  }

  @Test
  @DisplayName("INV-19 of a report that returns a large mail one piece is fetched, and understood")
  void largeMail() {
    arrived(report("Lorem ipsum dolor sit amet.\n".repeat(40_000)));
    assertThat(verdicts()).containsExactly(Verdict.FAILED);
    assertThat(imap.heard("FETCH 1 \\(BODY")).singleElement().asString().contains("<0.131072>");
  }

  @Test
  @DisplayName("INV-19 a look takes few messages, fewer when time is up, but always one")
  void fewAtATime() {
    arrived(junk("one"));
    arrived(junk("two"));
    arrived(junk("three"));
    assertThat(mailbox.read(2, MINUTE).messages()).hasSize(2);
    assertThat(mailbox.read(10, Duration.ZERO).messages()).hasSize(1);
  }

  @Test
  @DisplayName("INV-19 a message that the server can't serve keeps no other waiting")
  void unserved() {
    arrived(junk("broken on the server"));
    arrived(report("Subject: Ada Byron invites you"));
    imap.refusing("FETCH 1 ");
    assertThat(verdicts()).containsExactly(Verdict.UNREADABLE, Verdict.FAILED);
  }

  @Test
  @DisplayName("INV-19 where nothing can be put aside, what was handled is deleted all the same")
  void noRoomAside() {
    arrived(junk("not readable"));
    arrived(report("Subject: Ada Byron invites you"));
    imap.refusing("COPY ");
    Batch batch = mailbox.read(10, MINUTE);
    long junk = batch.messages().getFirst().uid();
    long handled = batch.messages().getLast().uid();
    assertThat(mailbox.remove(batch.validity(), List.of(handled), List.of(junk))).isEqualTo(2);
    assertThat(flagged()).hasSize(1);
    assertThat(verdicts()).isEmpty();
  }

  @Test
  @DisplayName("INV-19 a server that makes no folder keeps the message where it is, flagged")
  void noFolder() {
    arrived(junk("not readable"));
    imap.refusing("CREATE ");
    assertThat(putAllAside()).isEqualTo(1);
    assertThat(flagged()).hasSize(1);
    assertThat(verdicts()).isEmpty();
  }

  @Test
  @DisplayName("INV-19 a server that keeps all folders below INBOX is asked for one there")
  void namespace() {
    arrived(junk("not readable"));
    imap.answering("^CAPABILITY", COURIER)
        .answering("^NAMESPACE", "* NAMESPACE ((\"INBOX.\" \".\")) NIL NIL\r\n%s OK NAMESPACE")
        .refusing("CREATE \"?Aside");
    assertThat(putAllAside()).isEqualTo(1);
    assertThat(count("INBOX.Aside")).isEqualTo(1);
    assertThat(count("INBOX")).isZero();
  }

  @Test
  @DisplayName("INV-19 where uids mean something else by now, nothing is removed, and that is told")
  void otherValidity() {
    arrived(junk("not readable"));
    Batch batch = mailbox.read(10, MINUTE);
    long uid = batch.messages().getFirst().uid();
    assertThat(mailbox.remove(batch.validity() + 1, List.of(uid), List.of())).isZero();
    assertThat(mailbox.remove(batch.validity(), List.of(uid + 1), List.of())).isZero();
    assertThat(verdicts()).hasSize(1);
  }

  @Test
  @DisplayName("INV-19 what was put aside, or left flagged, is deleted when it is old")
  void forgets() {
    Instant now = Instant.now();
    Instant old = now.minus(20, ChronoUnit.DAYS);
    arrived(junk("makes the folder"));
    putAllAside();
    arrived("Aside", old, junk("old, aside"));
    imap.refusing("COPY ");
    arrived("INBOX", old, junk("old, left"));
    putAllAside();
    arrived("INBOX", old, report("Subject: old, but nobody has read it yet"));
    assertThat(mailbox.forget(now.minus(14, ChronoUnit.DAYS))).isEqualTo(2);
    assertThat(count("Aside")).isEqualTo(1);
    assertThat(verdicts()).containsExactly(Verdict.FAILED);
    assertThat(mailbox.forget(now.plus(2, ChronoUnit.DAYS))).isEqualTo(1);
  }

  @Test
  @DisplayName("INV-19 where nothing was ever put aside there is nothing to forget")
  void nothingAside() {
    assertThat(mailbox.forget(Instant.now())).isZero();
  }
}
