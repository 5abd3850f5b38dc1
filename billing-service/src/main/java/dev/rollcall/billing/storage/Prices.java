package dev.rollcall.billing.storage;

import dev.rollcall.billing.Catalogue;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Money;
import dev.rollcall.billing.NumberCharge.Purchase;
import dev.rollcall.billing.Plan;
import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Prices of the catalogue (BIL-1), inside a company transaction. */
@ApplicationScoped
public class Prices {

  private static final String NUMBER =
      """
      select price.monthly as monthly, catalogue.currency as currency
      from number_price price join catalogue on catalogue.version = price.version
      where price.version = :version and price.type = :type
        and price.country in (:country, :any)
      order by case price.country when :any then 1 else 0 end
      limit 1
      """;

  private static final String LICENSE =
      """
      select price.monthly as monthly, catalogue.currency as currency
      from plan_price price join catalogue on catalogue.version = price.version
      where price.version = :version and price.type = :type and price.plan = :plan
        and price.price_level in (:level, :any)
      order by case price.price_level when :any then 1 else 0 end
      limit 1
      """;

  private static final String CURRENT =
      """
      select version, currency from catalogue where valid_from <= :now
      order by version desc limit 1
      """;

  /** A price list that a subscription can start on. */
  public record Current(int version, String currency) {}

  /** The newest price list that is valid. */
  public Uni<Current> current(Instant now) {
    return Statement.of(CURRENT)
        .set("now", now)
        .rows()
        .map(rows -> rows.getFirst())
        .map(
            row ->
                new Current(row.get("version", Integer.class), row.get("currency", String.class)));
  }

  /** What the number costs a month; empty where it isn't sold. */
  public Uni<Optional<Money>> monthly(int version, Purchase purchase) {
    return Statement.of(NUMBER)
        .set("version", version)
        .set("type", purchase.type().name())
        .set("country", purchase.country())
        .set("any", Catalogue.ANY)
        .rows()
        .map(rows -> rows.stream().findFirst().map(Prices::money));
  }

  /** What a license costs a month at that price level; empty where it isn't sold. */
  public Uni<Optional<Money>> monthly(int version, LicenseType type, Plan plan, String level) {
    return Statement.of(LICENSE)
        .set("version", version)
        .set("type", type.name())
        .set("plan", plan.name())
        .set("level", level)
        .set("any", Catalogue.ANY)
        .rows()
        .map(rows -> rows.stream().findFirst().map(Prices::money));
  }

  private static Money money(Row row) {
    return Money.of(row.get("monthly", BigDecimal.class), row.get("currency", String.class));
  }
}
