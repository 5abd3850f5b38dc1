package dev.rollcall.identity.signup;

import dev.rollcall.identity.Refusals;
import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.storage.SignUpBudgets;
import dev.rollcall.identity.storage.SignUpBudgets.Used;
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
 * How many companies one person may sign up in a day (CO-7). A day begins with the first one after
 * the last day.
 */
@ApplicationScoped
class SignUpLimit {

  private static final Duration DAY = Duration.ofDays(1);

  private final SignUpBudgets budgets;
  private final RateLimits limits;
  private final ProductClock clock;
  private final int most;

  SignUpLimit(SignUpBudgets budgets, RateLimits limits, ProductClock clock, IdentityConfig config) {
    this.budgets = budgets;
    this.limits = limits;
    this.clock = clock;
    this.most = config.signUpsPerDay();
  }

  /**
   * Counts one, or refuses with the time to wait; refused, the transaction takes back all it did.
   *
   * @param value what is answered when there was one left
   */
  <T> Uni<Outcome<T>> spend(UUID person, T value) {
    Instant now = clock.instant();
    return budgets
        .spend(person, now, DAY)
        .map(used -> limit(used, now))
        .invoke(limits::tell)
        .map(limit -> decided(limit, value));
  }

  private RateLimit limit(Used used, Instant now) {
    return new RateLimit(
        "sign-ups", most, used.used(), DAY, Duration.between(now, used.since().plus(DAY)));
  }

  private static <T> Outcome<T> decided(RateLimit limit, T value) {
    return limit.exceeded()
        ? Outcome.refused(Refusals.tooManyCompanies(limit.left()))
        : Outcome.done(value);
  }
}
