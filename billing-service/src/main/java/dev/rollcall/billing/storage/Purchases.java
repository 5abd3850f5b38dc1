package dev.rollcall.billing.storage;

import dev.rollcall.billing.LicenseOrder.Action;
import dev.rollcall.billing.PricedOrder;
import dev.rollcall.billing.Purchase;
import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What the running transaction's company has bought. */
@ApplicationScoped
public class Purchases {

  /** What is read of one. */
  public record Bought(UUID id, PricedOrder priced, Optional<UUID> quoteId, Instant boughtAt) {}

  private static final String ADD =
      """
      insert into license_purchase (company_id, purchase_id, quote_id, process_id, bought_by,
                                    bought_at, office_id, type, plan, quantity, lines, total,
                                    currency)
      values (:company, :purchase, :quote, :process, :by, :now, :office, :type, :plan, :quantity,
              cast(cast(:lines as text) as jsonb), :total, :currency)
      """;

  private static final String FIND =
      """
      select purchase_id, quote_id, bought_at, office_id, type, plan, quantity, cast(lines as text) as lines,
             total, currency
      from license_purchase where company_id = :company and\s
      """;

  public Uni<Void> add(Purchase purchase) {
    return PricedRows.set(Statement.of(ADD), purchase.priced())
        .set("company", purchase.companyId())
        .set("purchase", purchase.id())
        .set("quote", purchase.quoteId().orElse(null))
        .set("process", purchase.processId().orElse(null))
        .set("by", purchase.boughtBy().orElse(null))
        .set("now", purchase.boughtAt())
        .run();
  }

  public Uni<Optional<Bought>> find(UUID company, UUID id) {
    return read("purchase_id = :id", company, id);
  }

  /** What the process has bought; it buys once. */
  public Uni<Optional<Bought>> ofProcess(UUID company, UUID process) {
    return read("process_id = :id", company, process);
  }

  private static Uni<Optional<Bought>> read(String condition, UUID company, UUID id) {
    return Statement.of(FIND + condition)
        .set("company", company)
        .set("id", id)
        .rows()
        .map(rows -> rows.stream().findFirst().map(Purchases::bought));
  }

  private static Bought bought(Row row) {
    return new Bought(
        row.get("purchase_id", UUID.class),
        PricedRows.read(row, Action.BUY_LICENSES),
        Optional.ofNullable(row.get("quote_id", UUID.class)),
        row.instant("bought_at").orElseThrow());
  }
}
