package dev.rollcall.invitation.limiting;

import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.configuration.InvitationConfig.Limits;
import dev.rollcall.invitation.storage.MailDays;
import dev.rollcall.invitation.storage.MailDays.Day;
import dev.rollcall.invitation.storage.MailDays.Used;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.limiting.RateLimit;
import dev.rollcall.platform.web.limiting.RateLimits;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * How many mails a company may send in a day (CO-7): so many, and some more for each license that
 * it has; the companies of one founder that have bought nothing share a limit besides. Each mail
 * counts once, when it is asked for: an invitation's, unless it buys its seat, and a resend's. A
 * day begins with the first mail after the last day.
 */
@ApplicationScoped
public class DailyMails {

  private static final Duration DAY = Duration.ofDays(1);

  private final MailDays days;
  private final RateLimits rateLimits;
  private final ProductClock clock;
  private final Limits limits;

  DailyMails(MailDays days, RateLimits rateLimits, ProductClock clock, InvitationConfig config) {
    this.days = days;
    this.rateLimits = rateLimits;
    this.clock = clock;
    this.limits = config.limits();
  }

  /**
   * Counts one, or refuses with the time to wait; refused, the transaction takes it back. Among the
   * last steps of its transaction: until the end everybody else of the company waits. The caller is
   * told the company's limit; never the founder's, which is about other companies as well.
   *
   * @param value what is answered when there was one left
   */
  public <T> Uni<Outcome<T>> spend(UUID company, T value) {
    Instant now = clock.instant();
    return days.spend(company, now, DAY)
        .invoke(day -> rateLimits.tell(ofCompany(day, now)))
        .chain(day -> ofFounder(day, now, value));
  }

  /** See {@link MailDays#giveBack}. */
  public Uni<Void> giveBack(UUID company, Instant counted) {
    return days.giveBack(company, counted);
  }

  private <T> Uni<Outcome<T>> ofFounder(Day day, Instant now, T value) {
    Outcome<T> decided = decided(ofCompany(day, now), value);
    return decided instanceof Outcome.Done<T> && !day.bought() && day.founder().isPresent()
        ? days.spendOfFounder(day.founder().get(), now, DAY)
            .map(used -> decided(limit("founder", limits.mailsPerFounder(), used, now), value))
        : Uni.createFrom().item(decided);
  }

  private RateLimit ofCompany(Day day, Instant now) {
    long most = limits.mailsPerDay() + limits.mailsPerLicense() * day.licenses();
    return limit("day", Math.clamp(most, 0, Integer.MAX_VALUE), day.used(), now);
  }

  private static RateLimit limit(String name, int most, Used used, Instant now) {
    return new RateLimit(
        name, most, used.used(), DAY, Duration.between(now, used.since().plus(DAY)));
  }

  private static <T> Outcome<T> decided(RateLimit limit, T value) {
    return limit.exceeded()
        ? Outcome.refused(Refusals.tooManyMailsToday(limit.left()))
        : Outcome.done(value);
  }
}
