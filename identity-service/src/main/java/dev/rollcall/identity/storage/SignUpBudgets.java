package dev.rollcall.identity.storage;

import dev.rollcall.platform.storage.OldRows;
import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** How many companies persons have signed up in their running day, over all companies (CO-7). */
@ApplicationScoped
public class SignUpBudgets {

  /**
   * What is used in the running day, with what was just spent.
   *
   * @param since product time
   */
  public record Used(int used, Instant since) {}

  private static final Duration KEEP = Duration.ofDays(2);

  private static final String SPEND =
      """
      insert into sign_up_budget as budget (person_id, since, used) values (:person, :now, 1)
      on conflict on constraint sign_up_budget_pk do update set
        used = case when budget.since > :start and budget.since <= :now
                    then budget.used + 1 else 1 end,
        since = case when budget.since > :start and budget.since <= :now
                     then budget.since else :now end
      returning used, since
      """;

  /** Those that another transaction holds are met by the next run. */
  private static final String PURGE =
      """
      delete from sign_up_budget where person_id = any(array(
        select person_id from sign_up_budget where since < $1
        order by since limit $2 for update skip locked))
      """;

  private final OldRows oldRows;

  SignUpBudgets(OldRows oldRows) {
    this.oldRows = oldRows;
  }

  /** Spends one with the running transaction; everybody else of that person waits for its end. */
  public Uni<Used> spend(UUID person, Instant now, Duration day) {
    return Statement.of(SPEND)
        .set("person", person)
        .set("now", now)
        .set("start", now.minus(day))
        .rows()
        .map(rows -> used(rows.getFirst()));
  }

  /**
   * Deletes the days that have been over for a day at least, outside any transaction.
   *
   * @param now product time
   */
  public Uni<Void> purge(Instant now) {
    return oldRows.delete(PURGE, now.minus(KEEP));
  }

  private static Used used(Row row) {
    return new Used(row.get("used", Integer.class), row.instant("since").orElseThrow());
  }
}
