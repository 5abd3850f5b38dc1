package dev.rollcall.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Currency;

/**
 * An exact amount of one currency, always with the currency's own number of decimals.
 *
 * @param amount scale = fraction digits of the currency (16.94 for USD)
 */
public record Money(BigDecimal amount, Currency currency) {

  public Money {
    amount = amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.UNNECESSARY);
  }

  /**
   * An amount that the currency can express.
   *
   * @throws ArithmeticException where it has more decimals than the currency
   */
  public static Money of(BigDecimal amount, String currency) {
    return new Money(amount, Currency.getInstance(currency));
  }

  public static Money of(String amount, String currency) {
    return of(new BigDecimal(amount), currency);
  }

  public static Money zero(String currency) {
    return of(BigDecimal.ZERO, currency);
  }

  /** An amount with more decimals, brought to the currency's, half up (BIL-4). */
  public static Money rounded(BigDecimal exact, Currency currency) {
    return new Money(
        exact.setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP), currency);
  }

  /** The sum of amounts of one currency, zero for none. */
  public static Money sum(Collection<Money> amounts, String currency) {
    return amounts.stream().reduce(zero(currency), Money::plus);
  }

  /**
   * Both together.
   *
   * @throws IllegalArgumentException where the currencies differ
   */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("can't add " + other.currency + " to " + currency);
    }
    return new Money(amount.add(other.amount), currency);
  }

  /** The same amount the other way round. */
  public Money negated() {
    return new Money(amount.negate(), currency);
  }

  public boolean isZero() {
    return amount.signum() == 0;
  }
}
