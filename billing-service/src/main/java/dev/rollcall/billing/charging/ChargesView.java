package dev.rollcall.billing.charging;

import dev.rollcall.billing.MoneyView;
import dev.rollcall.billing.Period;
import dev.rollcall.billing.Statement;
import java.time.LocalDate;
import java.util.List;

/**
 * What the current period costs, as clients see it.
 *
 * @param period days in the time zone of billing, half-open
 */
public record ChargesView(Period period, List<LineView> lines, MoneyView total) {

  /**
   * One line.
   *
   * @param unitPrice of one for a whole period
   * @param amount for the days from {@code from} to {@code to}, rounded once (BIL-4)
   * @param to the day after the last
   */
  public record LineView(
      String description,
      long quantity,
      MoneyView unitPrice,
      MoneyView amount,
      LocalDate from,
      LocalDate to) {

    /** The line on the wire. */
    public static LineView of(Statement.Line line) {
      return new LineView(
          line.description(),
          line.quantity(),
          MoneyView.of(line.unitPrice()),
          MoneyView.of(line.amount()),
          line.from(),
          line.to());
    }
  }

  static ChargesView of(Statement statement) {
    return new ChargesView(
        statement.period(),
        statement.lines().stream().map(LineView::of).toList(),
        MoneyView.of(statement.total()));
  }
}
