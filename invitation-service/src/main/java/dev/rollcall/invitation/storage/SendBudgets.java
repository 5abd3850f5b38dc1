package dev.rollcall.invitation.storage;

import dev.rollcall.platform.storage.Row;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What inviters and companies have sent in their running hour, with the running transaction. */
@ApplicationScoped
public class SendBudgets {

  /**
   * What is used in the running window, with what was just spent.
   *
   * @param since product time
   */
  public record Used(int used, Instant since) {}

  /** What both have used. */
  public record Spent(Used inviter, Used company) {}

  /** One statement, the inviter's row first, so that no two transactions wait for each other. */
  private static final String SPEND =
      """
      insert into send_budget as budget (company_id, subject, since, used)
      select cast(?1 as uuid), subject, cast(?3 as timestamptz), 1
      from (values (1, cast(?2 as uuid)), (2, cast(?1 as uuid))) as spender(rank, subject)
      order by rank
      on conflict on constraint send_budget_pk do update set
        used = case when budget.since > ?4 and budget.since <= ?3 then budget.used + 1 else 1 end,
        since = case when budget.since > ?4 and budget.since <= ?3 then budget.since else ?3 end
      returning subject, used, since
      """;

  /** Spends one of the inviter's and one of the company's budget. */
  public Uni<Spent> spend(UUID company, UUID inviter, Instant now, Duration window) {
    return SessionSql.rows(SPEND, company, inviter, now, now.minus(window))
        .map(rows -> new Spent(of(inviter, rows), of(company, rows)));
  }

  private static Used of(UUID subject, List<Row> rows) {
    return rows.stream()
        .filter(row -> subject.equals(row.get("subject", UUID.class)))
        .map(SendBudgets::used)
        .findFirst()
        .orElseThrow();
  }

  private static Used used(Row row) {
    return new Used(row.get("used", Integer.class), row.instant("since").orElseThrow());
  }
}
