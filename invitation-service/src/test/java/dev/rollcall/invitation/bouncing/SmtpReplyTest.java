package dev.rollcall.invitation.bouncing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpReplyTest {

  @ParameterizedTest
  @DisplayName("INV-19 a permanent refusal of address, mailbox or domain is about the recipient")
  @CsvSource({
    "550, '550 5.1.1 no such mailbox'",
    "550, '5.1.1 The email account that you tried to reach does not exist'",
    "550, '550-5.1.1 The email account'",
    "553, '553 5.1.3 bad address syntax'",
    "550, '550 5.1.10 null MX'",
    "554, '554 5.2.1 mailbox disabled'",
    "552, '552 5.2.2 mailbox full'",
    "550, '550 5.4.1 Recipient address rejected: Access denied'",
    "550, '550 no such user here'",
    "551, '551 user not local'",
    "553, '553 mailbox name not allowed'",
    "556, '556 domain does not accept mail'"
  })
  void recipient(int code, String text) {
    assertThat(new SmtpReply(code, text).refusesRecipient()).isTrue();
  }

  @ParameterizedTest
  @DisplayName("INV-19 what is temporary, or about us, doesn't end an invitation")
  @CsvSource({
    "0, ''",
    "421, '421 4.3.2 shutting down'",
    "450, '450 4.2.1 mailbox busy'",
    "451, '451 greylisted'",
    "452, '452 4.2.2 mailbox full for now'",
    "500, '500 5.5.1 command unrecognised'",
    "501, '501 syntax error'",
    "521, '521 host does not accept mail'",
    "530, '530 5.7.0 must issue STARTTLS first'",
    "535, '535 5.7.8 authentication failed'",
    "550, '550 5.7.1 relaying denied'",
    "550, '550 5.1.8 bad sender''s system address'",
    "550, '550 5.1.7 bad sender''s mailbox address syntax'",
    "552, '552 5.3.4 message too big for system'",
    "554, '554 5.6.0 content refused'",
    "554, '554 transaction failed'"
  })
  void ours(int code, String text) {
    assertThat(new SmtpReply(code, text).refusesRecipient()).isFalse();
  }
}
