package dev.rollcall.invitation.mailing;

import dev.rollcall.invitation.storage.MailCounts;
import dev.rollcall.invitation.storage.MailCounts.Counted;
import dev.rollcall.platform.web.limiting.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a recipient may be sent one more mail (INV-9): so many of one company, so many of all.
 *
 * @param recent the mails of the last hour, newest first
 */
record RecipientLimit(List<Counted> recent, int perCompany, int overAll, Instant now) {

  /** How long to wait until the mails that stand in the way are an hour old; empty for none. */
  Optional<Duration> untilFree() {
    return Stream.of(nth(own(), perCompany), nth(recent, overAll))
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .map(this::untilOld);
  }

  /**
   * What the company is told, with the mail that it asks for. Of its own mails only: how many
   * others write to somebody is not for it to know.
   */
  RateLimit told() {
    Duration left =
        untilFree()
            .or(() -> own().stream().map(Counted::at).min(Instant::compareTo).map(this::untilOld))
            .orElse(MailCounts.WINDOW);
    int used = untilFree().isPresent() ? perCompany : own().size() + 1;
    return new RateLimit("recipient", perCompany, used, MailCounts.WINDOW, left);
  }

  private List<Counted> own() {
    return recent.stream().filter(Counted::own).toList();
  }

  /** When the mail was sent that must grow old before another may follow. */
  private static Optional<Instant> nth(List<Counted> mails, int most) {
    return mails.stream().skip(most - 1L).findFirst().map(Counted::at);
  }

  private Duration untilOld(Instant at) {
    return Duration.between(now, at.plus(MailCounts.WINDOW));
  }
}
