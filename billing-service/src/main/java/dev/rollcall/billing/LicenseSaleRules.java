package dev.rollcall.billing;

import dev.rollcall.billing.Statement.Line;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What buying and removing licenses costs, and when it is refused (BIL-4, BIL-6, INV-4). */
public final class LicenseSaleRules {

  private LicenseSaleRules() {}

  /** The price of buying now: the rest of the period, by day, rounded once. */
  public static Outcome<PricedOrder> buy(LicenseOrder order, SaleTerms terms, Instant now) {
    return against(terms)
        .<Outcome<PricedOrder>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(priced(order, terms, now)));
  }

  /**
   * The price of removing these at the renewal: nothing, since they are paid until then. Those of
   * the sign-up are a line of their own that says that they don't come back.
   *
   * @param free that would be removed, at most as many as ordered
   */
  public static Outcome<PricedOrder> remove(
      LicenseOrder order, List<License> free, SaleTerms terms, Instant now) {
    if (free.size() < order.quantity()) {
      return Outcome.refused(Refusals.notEnoughFree(free.size()));
    }
    Money none = Money.zero(terms.subscription().currency());
    List<Line> lines = new ArrayList<>();
    line(order, LicenseOrigin.PURCHASED, "removed at the renewal", free, terms, now)
        .ifPresent(lines::add);
    line(
            order,
            LicenseOrigin.SIGNUP,
            "of the sign-up, removed at the renewal for good",
            free,
            terms,
            now)
        .ifPresent(lines::add);
    return Outcome.done(new PricedOrder(order, lines, none));
  }

  /** The first day of the next period: when a removal takes effect. */
  public static LocalDate renewal(Subscription subscription, Instant now) {
    return subscription.period(now).to();
  }

  private static Optional<Refusal> against(SaleTerms terms) {
    if (!terms.subscription().status().takesNew()) {
      return Optional.of(Refusals.companySuspended());
    }
    if (terms.signUpRemoved()) {
      return Optional.of(Refusals.signUpLicenseRemoved());
    }
    return terms.monthly().isEmpty() ? Optional.of(Refusals.noPrice()) : Optional.empty();
  }

  private static PricedOrder priced(LicenseOrder order, SaleTerms terms, Instant now) {
    Subscription subscription = terms.subscription();
    var usage =
        new Usage(
            terms.describe(order),
            order.quantity(),
            terms.monthly().orElseThrow(),
            subscription.day(now),
            Optional.empty());
    Statement statement =
        Statement.of(subscription.period(now), List.of(usage), subscription.currency());
    return new PricedOrder(order, statement.lines(), statement.total());
  }

  private static Optional<Line> line(
      LicenseOrder order,
      LicenseOrigin origin,
      String what,
      List<License> free,
      SaleTerms terms,
      Instant now) {
    Subscription subscription = terms.subscription();
    Money none = Money.zero(subscription.currency());
    long count = free.stream().filter(license -> license.terms().origin() == origin).count();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            new Line(
                terms.describe(order) + ": " + what,
                count,
                terms.monthly().orElse(none),
                none,
                subscription.day(now),
                renewal(subscription, now),
                Optional.of(origin)));
  }
}
