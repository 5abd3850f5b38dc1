package dev.rollcall.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.constraints.DateRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PeriodTest {

  @Test
  @DisplayName("BIL-5 a renewal anchored on day 31 goes Jan 31, Feb 28, Mar 31, Apr 30")
  void dayThirtyOne() {
    LocalDate signUp = LocalDate.parse("2026-01-31");

    List<LocalDate> starts =
        IntStream.range(0, 4).mapToObj(n -> Period.nth(signUp, n).from()).toList();

    assertThat(starts)
        .containsExactly(
            LocalDate.parse("2026-01-31"),
            LocalDate.parse("2026-02-28"),
            LocalDate.parse("2026-03-31"),
            LocalDate.parse("2026-04-30"));
  }

  @Test
  @DisplayName("BIL-5 a leap day's anchor is the last of February elsewhere")
  void leapDay() {
    LocalDate signUp = LocalDate.parse("2028-02-29");

    assertThat(Period.nth(signUp, 12))
        .isEqualTo(new Period(LocalDate.parse("2029-02-28"), LocalDate.parse("2029-03-29")));
  }

  @Test
  @DisplayName("BIL-5 the last day of a short month opens the next period of a day-31 anchor")
  void shortMonth() {
    LocalDate signUp = LocalDate.parse("2026-01-31");

    assertThat(Period.containing(signUp, LocalDate.parse("2026-02-27")).from())
        .isEqualTo(LocalDate.parse("2026-01-31"));
    assertThat(Period.containing(signUp, LocalDate.parse("2026-02-28")).from())
        .isEqualTo(LocalDate.parse("2026-02-28"));
  }

  @Test
  @DisplayName("BIL-5 the first period is a full month from the day of the sign-up")
  void firstPeriod() {
    LocalDate signUp = LocalDate.parse("2026-03-11");

    assertThat(Period.containing(signUp, signUp))
        .isEqualTo(new Period(signUp, LocalDate.parse("2026-04-11")));
  }

  @Test
  @DisplayName("BIL-5 days with 23 and 25 hours are one day")
  void daylightSaving() {
    Period spring = Period.nth(LocalDate.parse("2026-03-01"), 0);
    Period autumn = Period.nth(LocalDate.parse("2026-11-01"), 0);

    assertThat(spring.days()).isEqualTo(31);
    assertThat(autumn.days()).isEqualTo(30);
  }

  @Test
  @DisplayName(
      "BIL-4 the day is the company's: midnight in its time zone, on both sides of a change")
  void companyDay() {
    Subscription subscription =
        Examples.subscription(ZoneId.of("America/New_York"), Instant.parse("2026-03-08T04:59:59Z"));

    assertThat(subscription.startedOn()).isEqualTo(LocalDate.parse("2026-03-07"));
    assertThat(subscription.day(Instant.parse("2026-03-09T03:59:59Z")))
        .isEqualTo(LocalDate.parse("2026-03-08"));
    assertThat(subscription.day(Instant.parse("2026-03-09T04:00:00Z")))
        .isEqualTo(LocalDate.parse("2026-03-09"));
    assertThat(subscription.period(Instant.parse("2026-04-07T04:00:00Z")).from())
        .isEqualTo(LocalDate.parse("2026-04-07"));
  }

  @Test
  @DisplayName("BIL-4 a period has at least one day")
  void empty() {
    LocalDate day = LocalDate.parse("2026-03-11");

    assertThatThrownBy(() -> new Period(day, day)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  @Label("BIL-5 every day is in exactly one period, and periods follow each other without a gap")
  void periodsTileTime(
      @ForAll @DateRange(min = "2024-01-01", max = "2029-12-31") LocalDate signUp,
      @ForAll @IntRange(max = 2_000) int daysLater) {
    LocalDate day = signUp.plusDays(daysLater);

    Period period = Period.containing(signUp, day);

    assertThat(period.contains(day)).isTrue();
    assertThat(Period.containing(signUp, period.to()).from()).isEqualTo(period.to());
    assertThat(period.days()).isBetween(28L, 31L);
  }

  @Property
  @Label(
      "BIL-5 the anchor never moves: each period begins on the sign-up's day, or the month's last")
  void anchorHolds(
      @ForAll @DateRange(min = "2024-01-01", max = "2029-12-31") LocalDate signUp,
      @ForAll @IntRange(max = 60) int n) {
    LocalDate from = Period.nth(signUp, n).from();

    assertThat(from.getDayOfMonth())
        .isEqualTo(Math.min(signUp.getDayOfMonth(), from.lengthOfMonth()));
  }
}
