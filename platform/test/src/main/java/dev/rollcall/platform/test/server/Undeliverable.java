package dev.rollcall.platform.test.server;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;

/**
 * A far mail server that takes mail for anybody at {@code undeliverable.test} and finds out
 * afterwards that there is no such mailbox: it reports so to the return path (RFC 3464).
 */
final class Undeliverable {

  static final String DOMAIN = "undeliverable.test";

  private Undeliverable() {}

  static boolean is(String recipient) {
    return recipient.toLowerCase(Locale.ROOT).endsWith("@" + DOMAIN);
  }

  /** The report that its mail to that recipient could not be delivered. */
  static MimeMessage report(String returnPath, String recipient) throws MessagingException {
    String report =
        """
        From: Mail Delivery System <mailer-daemon@%1$s>
        To: <%2$s>
        Subject: Undelivered mail
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="report"

        --report
        Content-Type: text/plain; charset=us-ascii

        Your mail to %3$s could not be delivered: no such mailbox.
        --report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.%1$s

        Final-Recipient: rfc822; %3$s
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

        --report--
        """
            .formatted(DOMAIN, returnPath, recipient)
            .replace("\n", "\r\n");
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8)));
  }
}
