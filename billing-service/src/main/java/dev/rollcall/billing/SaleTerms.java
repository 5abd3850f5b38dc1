package dev.rollcall.billing;

import java.util.Optional;

/**
 * What a price depends on.
 *
 * @param officeName as lines of a quote call the office
 * @param monthly of one license, at the office's price level; empty where it isn't sold
 * @param signUpRemoved whether the company has removed licenses of its sign-up of that type and
 *     plan
 */
public record SaleTerms(
    Subscription subscription, String officeName, Optional<Money> monthly, boolean signUpRemoved) {

  /** In that office; not priced yet. */
  public static SaleTerms in(String officeName, Subscription subscription) {
    return new SaleTerms(subscription, officeName, Optional.empty(), false);
  }

  public SaleTerms withMonthly(Optional<Money> price) {
    return new SaleTerms(subscription, officeName, price, signUpRemoved);
  }

  public SaleTerms withSignUpRemoved(boolean removed) {
    return new SaleTerms(subscription, officeName, monthly, removed);
  }

  /** How lines name what they are about. */
  String describe(LicenseOrder order) {
    return order.type() + " " + order.plan() + (officeName.isEmpty() ? "" : ", " + officeName);
  }
}
