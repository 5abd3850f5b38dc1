package dev.rollcall.billing.storage;

import dev.rollcall.billing.LicenseOrder;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Money;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.PricedOrder;
import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import java.math.BigDecimal;
import java.util.UUID;

/** The columns that quotes and purchases share: an order and its price. */
final class PricedRows {

  private PricedRows() {}

  static Statement set(Statement statement, PricedOrder priced) {
    LicenseOrder order = priced.order();
    return statement
        .set("office", order.officeId())
        .set("type", order.type().name())
        .set("plan", order.plan().name())
        .set("quantity", order.quantity())
        .set("lines", QuoteLines.write(priced.lines()))
        .set("total", priced.total().amount())
        .set("currency", priced.total().currency().getCurrencyCode());
  }

  static PricedOrder read(Row row, LicenseOrder.Action action) {
    String currency = row.get("currency", String.class);
    return new PricedOrder(
        new LicenseOrder(
            action,
            LicenseType.valueOf(row.get("type", String.class)),
            Plan.valueOf(row.get("plan", String.class)),
            row.get("quantity", Integer.class),
            row.get("office_id", UUID.class)),
        QuoteLines.read(row.get("lines", String.class), currency),
        Money.of(row.get("total", BigDecimal.class), currency));
  }
}
