package dev.rollcall.invitation.bouncing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.invitation.bouncing.SmtpReply.Stage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpReplyTest {

  @ParameterizedTest
  @DisplayName("INV-19 a permanent answer to the recipient or to the mail is a bounce at once")
  @CsvSource({
    "RECIPIENT, 550, '550 5.1.1 no such mailbox'",
    "RECIPIENT, 550, '550-5.1.1 The email account'",
    "RECIPIENT, 552, '552 5.2.2 mailbox full'",
    "RECIPIENT, 554, '554 5.7.1 rejected by policy'",
    "RECIPIENT, 550, '550 no such user here'",
    "RECIPIENT, 521, '521 host does not accept mail'",
    "RECIPIENT, 556, '556 domain does not accept mail'",
    "DATA, 552, '552 5.3.4 message too big for system'",
    "DATA, 554, '554 transaction failed'"
  })
  void bounce(Stage stage, int code, String text) {
    assertThat(new SmtpReply(stage, code, text).refusesMail()).isTrue();
  }

  @ParameterizedTest
  @DisplayName("INV-19 what is temporary, or about us, doesn't end an invitation")
  @CsvSource({
    "OTHER, 0, ''",
    "OTHER, 421, '421 4.3.2 shutting down'",
    "RECIPIENT, 450, '450 4.2.1 mailbox busy'",
    "RECIPIENT, 451, '451 greylisted'",
    "DATA, 452, '452 4.2.2 mailbox full for now'",
    "OTHER, 500, '500 5.5.1 command unrecognised'",
    "OTHER, 530, '530 5.7.0 must issue STARTTLS first'",
    "OTHER, 535, '535 5.7.8 authentication failed'",
    "OTHER, 550, '550 sender verify failed'",
    "OTHER, 553, '553 sender not allowed'",
    "OTHER, 554, '554 no service for you'",
    "RECIPIENT, 550, '550 5.1.8 bad sender''s system address'",
    "RECIPIENT, 550, '550 5.1.7 bad sender''s mailbox address syntax'"
  })
  void ours(Stage stage, int code, String text) {
    assertThat(new SmtpReply(stage, code, text).refusesMail()).isFalse();
  }
}
