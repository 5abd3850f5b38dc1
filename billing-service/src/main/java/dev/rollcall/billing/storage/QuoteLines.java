package dev.rollcall.billing.storage;

import dev.rollcall.billing.LicenseOrigin;
import dev.rollcall.billing.Money;
import dev.rollcall.billing.Statement.Line;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The lines of a quote or purchase as one JSON document: written once, read as a whole. */
final class QuoteLines {

  private QuoteLines() {}

  static String write(List<Line> lines) {
    return new JsonArray(lines.stream().map(QuoteLines::json).toList()).encode();
  }

  static List<Line> read(String lines, String currency) {
    return new JsonArray(lines)
        .stream().map(JsonObject.class::cast).map(line -> line(line, currency)).toList();
  }

  private static JsonObject json(Line line) {
    JsonObject json =
        new JsonObject()
            .put("description", line.description())
            .put("quantity", line.quantity())
            .put("unitPrice", line.unitPrice().amount().toPlainString())
            .put("amount", line.amount().amount().toPlainString())
            .put("from", line.from().toString())
            .put("to", line.to().toString());
    line.removed().ifPresent(origin -> json.put("removed", origin.name()));
    return json;
  }

  private static Line line(JsonObject line, String currency) {
    return new Line(
        line.getString("description"),
        line.getLong("quantity"),
        Money.of(line.getString("unitPrice"), currency),
        Money.of(line.getString("amount"), currency),
        LocalDate.parse(line.getString("from")),
        LocalDate.parse(line.getString("to")),
        Optional.ofNullable(line.getString("removed")).map(LicenseOrigin::valueOf));
  }
}
