package dev.rollcall.billing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * What part of a month costs (BIL-4): by day, half-open, rounded half up once per line. 25.00 a
 * month, in March, bought on the 11th → 21 of 31 days → 16.94.
 */
public final class Proration {

  /** Enough digits that only the last step, the rounding to cents, is ever seen. */
  private static final MathContext EXACT = new MathContext(34, RoundingMode.HALF_EVEN);

  private Proration() {}

  /**
   * The amount of one line.
   *
   * @param monthly price of one for a whole period
   * @param quantity how many, at least 0
   * @param from first day that counts; days before the period don't
   * @param to the day after the last; days after the period don't count
   */
  public static Money line(
      Money monthly, long quantity, Period period, LocalDate from, LocalDate to) {
    BigDecimal days = BigDecimal.valueOf(daysOf(period, from, to));
    BigDecimal exact =
        monthly
            .amount()
            .multiply(BigDecimal.valueOf(quantity))
            .multiply(days)
            .divide(BigDecimal.valueOf(period.days()), EXACT);
    return Money.rounded(exact, monthly.currency());
  }

  /** How many days of the period are in {@code [from, to)}. */
  static long daysOf(Period period, LocalDate from, LocalDate to) {
    LocalDate first = later(period.from(), from);
    LocalDate end = earlier(period.to(), to);
    return Math.max(0, ChronoUnit.DAYS.between(first, end));
  }

  static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
