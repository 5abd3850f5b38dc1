package dev.rollcall.billing;

import dev.rollcall.billing.Statement.Line;
import java.util.List;

/**
 * An order with what it costs today, by the prices of today: the same whether it is quoted or
 * carried out, so that the charge equals the quote to the cent (BIL-6).
 */
public record PricedOrder(LicenseOrder order, List<Line> lines, Money total) {

  public PricedOrder {
    lines = List.copyOf(lines);
  }
}
