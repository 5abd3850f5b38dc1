package dev.rollcall.billing;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a period costs a company: one line per thing used, and their sum. */
public record Statement(Period period, List<Line> lines, Money total) {

  public Statement {
    lines = List.copyOf(lines);
  }

  /**
   * One line.
   *
   * @param unitPrice of one for a whole period
   * @param amount for the days from {@code from} to {@code to}, rounded once (BIL-4)
   * @param from first day
   * @param to the day after the last
   * @param removed of which origin the licenses are that a removal takes; empty for what is used
   */
  public record Line(
      String description,
      long quantity,
      Money unitPrice,
      Money amount,
      LocalDate from,
      LocalDate to,
      Optional<LicenseOrigin> removed) {}

  /** The statement of a period; what isn't used in it has no line. */
  public static Statement of(Period period, List<Usage> usages, String currency) {
    List<Line> lines = usages.stream().flatMap(usage -> line(period, usage).stream()).toList();
    return new Statement(
        period, lines, Money.sum(lines.stream().map(Line::amount).toList(), currency));
  }

  private static Optional<Line> line(Period period, Usage usage) {
    LocalDate from = Proration.later(period.from(), usage.from());
    LocalDate to = Proration.earlier(period.to(), usage.to().orElse(period.to()));
    return from.isBefore(to)
        ? Optional.of(
            new Line(
                usage.description(),
                usage.quantity(),
                usage.monthly(),
                Proration.line(usage.monthly(), usage.quantity(), period, from, to),
                from,
                to,
                Optional.empty()))
        : Optional.empty();
  }
}
