package dev.rollcall.billing;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A billing period: days of the company's time zone, half-open. Periods follow each other month by
 * month from the day of the sign-up; a month without that day ends on its last (BIL-5: Jan 31 → Feb
 * 28 → Mar 31). A day is a day, however many hours daylight saving gives it.
 *
 * @param from first day
 * @param to the day after the last; the first day of the next period
 */
public record Period(LocalDate from, LocalDate to) {

  public Period {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a period has at least one day: " + from + " to " + to);
    }
  }

  /**
   * The n-th period of a subscription, always counted from the sign-up day, so that a short month
   * doesn't move the anchor.
   *
   * @param n 0 for the first
   */
  public static Period nth(LocalDate signUp, long n) {
    return new Period(signUp.plusMonths(n), signUp.plusMonths(n + 1));
  }

  /** The period that the day is in; the first one for days before the sign-up. */
  public static Period containing(LocalDate signUp, LocalDate day) {
    long n = Math.max(0, ChronoUnit.MONTHS.between(signUp, day));
    Period period = nth(signUp, n);
    return day.isBefore(period.to) ? period : nth(signUp, n + 1);
  }

  public long days() {
    return ChronoUnit.DAYS.between(from, to);
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(to);
  }
}
