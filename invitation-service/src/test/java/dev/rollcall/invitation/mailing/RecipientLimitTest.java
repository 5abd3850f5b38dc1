package dev.rollcall.invitation.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.invitation.storage.MailCounts.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecipientLimitTest {

  private static final Instant NOW = Instant.parse("2026-03-11T09:00:00Z");

  @Test
  @DisplayName("INV-9 the fifth mail of a company in an hour may be sent, the sixth must wait")
  void ofOneCompany() {
    assertThat(limit(mails(4, true)).untilFree()).isEmpty();
    assertThat(limit(mails(5, true)).untilFree()).contains(Duration.ofMinutes(55));
  }

  @Test
  @DisplayName("INV-9 the twentieth mail of all companies may be sent, the next must wait")
  void ofAll() {
    assertThat(limit(mails(19, false)).untilFree()).isEmpty();
    assertThat(limit(mails(20, false)).untilFree()).contains(Duration.ofMinutes(40));
  }

  @Test
  @DisplayName("INV-9 a company is told what it has left itself, not what others have sent")
  void told() {
    assertThat(limit(mails(19, false)).told().used()).isEqualTo(1);
    assertThat(limit(mails(3, true)).told().used()).isEqualTo(4);
    assertThat(limit(mails(3, true)).told().left()).isEqualTo(Duration.ofMinutes(57));
    assertThat(limit(mails(5, true)).told().used()).isEqualTo(5);
    assertThat(limit(List.of()).told().left()).isEqualTo(Duration.ofHours(1));
  }

  private static RecipientLimit limit(List<Counted> recent) {
    return new RecipientLimit(recent, 5, 20, NOW);
  }

  /** One a minute, newest first. */
  private static List<Counted> mails(int number, boolean own) {
    return IntStream.rangeClosed(1, number)
        .mapToObj(minutes -> new Counted(NOW.minus(Duration.ofMinutes(minutes)), own))
        .toList();
  }
}
