package dev.rollcall.invitation.bouncing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.invitation.bouncing.DeliveryReport.Verdict;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
