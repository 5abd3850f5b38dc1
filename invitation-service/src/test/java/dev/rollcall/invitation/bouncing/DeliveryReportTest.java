package dev.rollcall.invitation.bouncing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.invitation.bouncing.DeliveryReport.Verdict;
import jakarta.mail.util.StreamProvider;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.eclipse.angus.mail.util.LineInputStream;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryReportTest {

  private static final String POSTFIX =
      """
      Return-Path: <>
      X-Original-To: bounce+00ff@mail.test
      Delivered-To: bounce@mail.test
      From: MAILER-DAEMON@mx.test (Mail Delivery System)
      To: bounce+00ff@mail.test
      Subject: Undelivered Mail Returned to Sender
      Auto-Submitted: auto-replied
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

      --b1
      Content-Type: text/plain; charset=us-ascii

      I'm sorry to have to inform you that your message could not be delivered.

      --b1
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.test
      Arrival-Date: Wed, 11 Mar 2026 09:00:00 +0000 (UTC)

      Final-Recipient: rfc822; nobody@far.test
      Action: failed
      Status: 5.1.1
      Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

      --b1
      Content-Type: text/rfc822-headers

      Subject: Ada Byron invites you to Acme

      --b1--
      """;

  private static DeliveryReport read(String message) {
    return DeliveryReport.read(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("INV-19 a report of failure is read, with the addresses that it was sent to")
  void failed() {
    DeliveryReport report = read(POSTFIX);
    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(report.recipients()).contains("bounce+00ff@mail.test");
  }

  @ParameterizedTest
  @DisplayName("INV-19 only what was given up has failed")
  @CsvSource({
    "failed,    FAILED",
    "Failed,    FAILED",
    "delayed,   HARMLESS",
    "delivered, HARMLESS",
    "relayed,   HARMLESS",
    "expanded,  HARMLESS"
  })
  void actions(String action, Verdict verdict) {
    assertThat(read(POSTFIX.replace("Action: failed", "Action: " + action)).verdict())
        .isEqualTo(verdict);
  }

  @Test
  @DisplayName("INV-19 an automatic answer is no bounce, whatever it says")
  void automaticAnswer() {
    assertThat(
            read("To: bounce+00ff@mail.test\nSubject: Out of office\n\nAction: failed\n").verdict())
        .isEqualTo(Verdict.UNREADABLE);
  }

  @Test
  @DisplayName("INV-19 a report without its machine-readable part is unreadable")
  void noStatusPart() {
    assertThat(read(POSTFIX.replace("message/delivery-status", "text/plain")).verdict())
        .isEqualTo(Verdict.UNREADABLE);
  }

  private static String recipient(String action) {
    return "\nFinal-Recipient: rfc822; somebody@far.test\nAction: " + action + "\n";
  }

  private static String withRecipients(String groups) {
    return POSTFIX.replace("Diagnostic-Code: smtp; 550 5.1.1 no such mailbox\n", groups);
  }

  @ParameterizedTest
  @DisplayName("INV-18 while an alias brings the mail to somebody, one full mailbox ends nothing")
  @CsvSource({
    "delivered,           HARMLESS",
    "relayed,             HARMLESS",
    "expanded,            HARMLESS",
    "Expanded (to a list), HARMLESS",
    "delayed,             FAILED",
    "failed,              FAILED"
  })
  void alias(String other, Verdict verdict) {
    assertThat(read(withRecipients(recipient(other))).verdict()).isEqualTo(verdict);
  }

  @Test
  @DisplayName("INV-19 a report that returns a large mail is understood all the same")
  void largeMail() {
    String large = "Lorem ipsum dolor sit amet, consectetur adipiscing elit.\n".repeat(20_000);
    DeliveryReport report = read(POSTFIX.replace("\n--b1--", "\n" + large + "\n--b1--"));
    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(report.recipients()).contains("bounce+00ff@mail.test");
  }

  @Test
  @DisplayName("INV-18 a status part of which the end isn't read says nothing")
  void cutStatusPart() {
    String comment = "X-Comment: " + "x".repeat(60) + "\n";
    assertThat(read(withRecipients(comment.repeat(2_000) + recipient("delivered"))).verdict())
        .isEqualTo(Verdict.UNREADABLE);
    assertThat(read(withRecipients(recipient("delayed").repeat(200))).verdict())
        .isEqualTo(Verdict.UNREADABLE);
  }

  @Test
  @DisplayName("INV-19 a megabyte of empty parts costs no more than a report")
  void emptyParts() {
    String parts = "--b1\n\n".repeat(200_000);
    assertThat(blocksRead(POSTFIX.replaceFirst("--b1\n", parts + "--b1\n"))).isLessThan(20);
  }

  @Test
  @DisplayName("INV-19 a megabyte of recipients costs no more than a report")
  void emptyRecipients() {
    assertThat(blocksRead(withRecipients("\n" + "A:\n\n".repeat(200_000)))).isLessThan(20);
    assertThat(blocksRead(withRecipients("\n" + "A:\n\n".repeat(5_000)))).isLessThan(20);
  }

  @ParameterizedTest
  @DisplayName("INV-19 a boundary that is no boundary is refused before it is looked for")
  @ValueSource(strings = {"boundary=\"\"", "boundary*=utf-8''%C4%A2", "charset=utf-8"})
  void boundaries(String parameter) {
    String report = POSTFIX.replace("boundary=\"b1\"", parameter);
    assertThat(read(report).verdict()).isEqualTo(Verdict.UNREADABLE);
  }

  /** How many blocks of header fields the library was made to parse, its costly unit. */
  private static int blocksRead(String message) {
    System.setProperty(StreamProvider.class.getName(), CountedBlocks.class.getName());
    try {
      CountedBlocks.PARSED.set(0);
      read(message);
      return CountedBlocks.PARSED.get();
    } finally {
      System.clearProperty(StreamProvider.class.getName());
    }
  }

  /** The library's own streams, counted: it asks for one for each block of header fields. */
  public static class CountedBlocks extends MailStreamProvider {

    static final AtomicInteger PARSED = new AtomicInteger();

    @Override
    public LineInputStream inputLineStream(InputStream in, boolean allowUtf8) {
      PARSED.incrementAndGet();
      return super.inputLineStream(in, allowUtf8);
    }
  }

  @Property(tries = 100)
  @Label("INV-19 no bytes stop the reading")
  void anyBytes(@ForAll byte[] bytes) {
    assertThat(DeliveryReport.read(bytes).verdict()).isNotNull();
  }

  @Property(tries = 100)
  @Label("INV-19 a report that is cut off anywhere stops nothing")
  void cutOff(@ForAll @IntRange(max = 900) int length) {
    String cut = POSTFIX.substring(0, Math.min(length, POSTFIX.length()));
    assertThat(read(cut).verdict()).isNotNull();
  }
}
