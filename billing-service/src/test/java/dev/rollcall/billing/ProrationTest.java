package dev.rollcall.billing;

import static dev.rollcall.billing.Examples.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProrationTest {

  private static final Period MARCH =
      new Period(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-04-01"));

  @Test
  @DisplayName("BIL-4 25.00 a month, March, bought on the 11th costs 16.94")
  void boughtOnTheEleventh() {
    assertThat(Proration.line(usd("25.00"), 1, MARCH, LocalDate.parse("2026-03-11"), MARCH.to()))
        .isEqualTo(usd("16.94"));
  }

  @Test
  @DisplayName("BIL-4 a whole period costs the price")
  void wholePeriod() {
    assertThat(Proration.line(usd("25.00"), 1, MARCH, MARCH.from(), MARCH.to()))
        .isEqualTo(usd("25.00"));
  }

  @Test
  @DisplayName("BIL-4 bought and removed the same day costs 0.00")
  void sameDay() {
    LocalDate day = LocalDate.parse("2026-03-11");

    assertThat(Proration.line(usd("25.00"), 1, MARCH, day, day)).isEqualTo(usd("0.00"));
  }

  @Test
  @DisplayName("BIL-4 a line is rounded once, not each of its parts")
  void roundedOncePerLine() {
    LocalDate from = LocalDate.parse("2026-03-30");

    assertThat(Proration.line(usd("0.10"), 10, MARCH, from, MARCH.to())).isEqualTo(usd("0.06"));
    assertThat(Proration.line(usd("0.10"), 1, MARCH, from, MARCH.to())).isEqualTo(usd("0.01"));
  }

  @Test
  @DisplayName("BIL-4 half a cent goes up")
  void halfUp() {
    Period twoDays = new Period(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-03"));

    assertThat(Proration.line(usd("0.25"), 1, twoDays, LocalDate.parse("2026-03-02"), twoDays.to()))
        .isEqualTo(usd("0.13"));
  }

  @Test
  @DisplayName("BIL-4 days outside the period cost nothing in it")
  void outside() {
    assertThat(
            Proration.line(
                usd("25.00"),
                1,
                MARCH,
                LocalDate.parse("2026-02-01"),
                LocalDate.parse("2026-05-01")))
        .isEqualTo(usd("25.00"));
  }

  @Test
  @DisplayName("BIL-4 money is exact: an amount that the currency can't express is refused")
  void exact() {
    assertThat(usd("25").amount()).isEqualTo(new BigDecimal("25.00"));
    assertThat(Money.of("1500", "JPY").amount()).isEqualTo(new BigDecimal("1500"));
    assertThatThrownBy(() -> usd("0.001")).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> usd("1").plus(Money.of("1", "EUR")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("BIL-11 a statement has a line per thing used in the period, and their sum")
  void statement() {
    List<Usage> usages =
        List.of(
            new Usage(
                "TALK BASIC", 3, usd("15.00"), LocalDate.parse("2026-01-01"), Optional.empty()),
            new Usage("fourth", 1, usd("5.00"), LocalDate.parse("2026-03-21"), Optional.empty()),
            new Usage(
                "given up",
                1,
                usd("5.00"),
                LocalDate.parse("2026-01-01"),
                Optional.of(LocalDate.parse("2026-03-01"))),
            new Usage("next", 1, usd("5.00"), LocalDate.parse("2026-04-01"), Optional.empty()));

    Statement statement = Statement.of(MARCH, usages, "USD");

    assertThat(statement.lines())
        .extracting(Statement.Line::description, Statement.Line::amount)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("TALK BASIC", usd("45.00")),
            org.assertj.core.groups.Tuple.tuple("fourth", usd("1.77")));
    assertThat(statement.total()).isEqualTo(usd("46.77"));
  }

  @Property
  @Label("BIL-4 a cut anywhere costs the whole, to the cent that each line is rounded by")
  void partsAddUp(
      @ForAll @BigRange(min = "0", max = "9999.99") @Scale(2) BigDecimal monthly,
      @ForAll @IntRange(max = 31) int cut) {
    Money price = Money.of(monthly, "USD");
    LocalDate at = MARCH.from().plusDays(cut);

    Money before = Proration.line(price, 1, MARCH, MARCH.from(), at);
    Money after = Proration.line(price, 1, MARCH, at, MARCH.to());

    assertThat(before.plus(after).amount().subtract(price.amount()).abs())
        .isLessThanOrEqualTo(new BigDecimal("0.01"));
  }

  @Property
  @Label("BIL-4 more days never cost less, and never more than the month")
  void monotone(
      @ForAll @BigRange(min = "0", max = "9999.99") @Scale(2) BigDecimal monthly,
      @ForAll @IntRange(max = 30) int day) {
    Money price = Money.of(monthly, "USD");

    Money fewer = Proration.line(price, 1, MARCH, MARCH.from(), MARCH.from().plusDays(day));
    Money more = Proration.line(price, 1, MARCH, MARCH.from(), MARCH.from().plusDays(day + 1));

    assertThat(fewer.amount()).isLessThanOrEqualTo(more.amount());
    assertThat(more.amount()).isLessThanOrEqualTo(price.amount());
  }
}
