package dev.rollcall.billing.storage;

import dev.rollcall.billing.LicenseOrder.Action;
import dev.rollcall.billing.Quote;
import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The quotes of the running transaction's company. */
@ApplicationScoped
public class Quotes {

  /** Deletes up to {@code $2} that expired before {@code $1}, of every company. */
  public static final String PURGE =
      """
      delete from quote where (company_id, quote_id) in (
        select company_id, quote_id from quote
        where expires_at < $1 order by expires_at limit $2)
      """;

  private static final String ADD =
      """
      insert into quote (company_id, quote_id, action, office_id, type, plan, quantity, lines,
                         total, currency, hash, created_at, expires_at)
      values (:company, :quote, :action, :office, :type, :plan, :quantity,
              cast(cast(:lines as text) as jsonb), :total, :currency, :hash, :now, :end)
      """;

  private static final String FIND =
      """
      select action, office_id, type, plan, quantity, cast(lines as text) as lines, total,
             currency, hash, created_at, expires_at, used_by
      from quote where company_id = :company and quote_id = :quote
      """;

  private static final String USE =
      """
      update quote set used_by = :used
      where company_id = :company and quote_id = :quote and used_by is null
      """;

  public Uni<Void> add(Quote quote) {
    return PricedRows.set(Statement.of(ADD), quote.priced())
        .set("company", quote.companyId())
        .set("quote", quote.id())
        .set("action", quote.priced().order().action().name())
        .set("hash", quote.hash())
        .set("now", quote.createdAt())
        .set("end", quote.expiresAt())
        .run();
  }

  public Uni<Optional<Quote>> find(UUID company, UUID id) {
    return read(FIND, company, id);
  }

  /** The same, locked until the transaction ends: of two who use it, one does. */
  public Uni<Optional<Quote>> lock(UUID company, UUID id) {
    return read(FIND + " for update", company, id);
  }

  /** Used up, for that purchase or removal. */
  public Uni<Void> use(UUID company, UUID id, UUID usedBy) {
    return Statement.of(USE).set("company", company).set("quote", id).set("used", usedBy).run();
  }

  private static Uni<Optional<Quote>> read(String sql, UUID company, UUID id) {
    return Statement.of(sql)
        .set("company", company)
        .set("quote", id)
        .rows()
        .map(rows -> rows.stream().findFirst().map(row -> quote(company, id, row)));
  }

  private static Quote quote(UUID company, UUID id, Row row) {
    return new Quote(
        id,
        company,
        PricedRows.read(row, Action.valueOf(row.get("action", String.class))),
        row.get("hash", String.class),
        row.instant("created_at").orElseThrow(),
        row.instant("expires_at").orElseThrow(),
        Optional.ofNullable(row.get("used_by", UUID.class)));
  }
}
