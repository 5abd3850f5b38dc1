package dev.rollcall.invitation.limiting;

import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.storage.SendBudgets;
import dev.rollcall.invitation.storage.SendBudgets.Used;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.limiting.RateLimit;
import dev.rollcall.platform.web.limiting.RateLimits;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How many invitations, resends and copied links an inviter, and a company, may make in an hour
 * (INV-9). An hour begins with the first one after the last hour.
 */
@ApplicationScoped
public class SendingBudget {

  private static final Duration WINDOW = Duration.ofHours(1);

  private final SendBudgets budgets;
  private final DailyMails daily;
  private final RateLimits limits;
  private final ProductClock clock;
  private final int perInviter;
  private final int perCompany;

  SendingBudget(
      SendBudgets budgets,
      DailyMails daily,
      RateLimits limits,
      ProductClock clock,
      InvitationConfig config) {
    this.budgets = budgets;
    this.daily = daily;
    this.limits = limits;
    this.clock = clock;
    this.perInviter = config.limits().sendingsPerInviter();
    this.perCompany = config.limits().sendingsPerCompany();
  }

  /** The same for what sends a mail, which counts for the company's day besides (CO-7). */
  public <T> Uni<Outcome<T>> spendMail(UUID company, UUID inviter, T value) {
    return spend(company, inviter, value)
        .chain(spent -> Outcomes.chain(spent, left -> daily.spend(company, left)));
  }

  /**
   * Spends one, or refuses with the time to wait; refused, the transaction takes it back. The last
   * step of its transaction: until the end everybody else of the company waits.
   *
   * @param value what is answered when there was one left
   */
  public <T> Uni<Outcome<T>> spend(UUID company, UUID inviter, T value) {
    Instant now = clock.instant();
    return budgets
        .spend(company, inviter, now, WINDOW)
        .map(
            spent ->
                List.of(
                    limit("inviter", perInviter, spent.inviter(), now),
                    limit("company", perCompany, spent.company(), now)))
        .invoke(met -> met.forEach(limits::tell))
        .map(met -> decided(met, value));
  }

  private static RateLimit limit(String name, int most, Used used, Instant now) {
    Duration left = Duration.between(now, used.since().plus(WINDOW));
    return new RateLimit(name, most, used.used(), WINDOW, left);
  }

  private static <T> Outcome<T> decided(List<RateLimit> met, T value) {
    return met.stream()
        .filter(RateLimit::exceeded)
        .findFirst()
        .map(RateLimit::left)
        .map(left -> Outcome.<T>refused(Refusals.tooManyInvitations(left)))
        .orElseGet(() -> Outcome.done(value));
  }
}
