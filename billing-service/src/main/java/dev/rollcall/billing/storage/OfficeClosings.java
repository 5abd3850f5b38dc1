package dev.rollcall.billing.storage;

import dev.rollcall.billing.OfficeClosingRules.Answer;
import dev.rollcall.billing.OfficeClosingRules.Held;
import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the running transaction's company was answered about offices that close. */
@ApplicationScoped
public class OfficeClosings {

  /** Stands for that many or more. */
  public static final int MOST_COUNTED = 1_000;

  private static final String ANSWERED =
      """
      select coalesce((
        select attempt from office_closing
        where company_id = :company and process_id = :process), 0) as attempt
      """;

  private static final String HELD =
      """
      select
        (select count(*) from (
          select 1 from license
          where company_id = :company and office_id = :office
            and state in ('FREE', 'RESERVED', 'ASSIGNED')
          limit :most) as counted) as licenses,
        (select count(*) from (
          select 1 from license
          where company_id = :company and office_id = :office and state = 'RESERVED'
          limit :most) as counted) as invitations
      """;

  private static final String STORE =
      """
      insert into office_closing
        (company_id, process_id, attempt, office_id, granted, licenses, invitations, answered_at)
      values (:company, :process, :attempt, :office, :granted, :licenses, :invitations, :now)
      on conflict on constraint office_closing_pk do update
        set attempt = excluded.attempt, granted = excluded.granted, licenses = excluded.licenses,
            invitations = excluded.invitations, answered_at = excluded.answered_at
      """;

  /** The newest attempt of the process that was answered; 0 for none. */
  public Uni<Integer> answered(UUID company, UUID process) {
    return Statement.of(ANSWERED)
        .set("company", company)
        .set("process", process)
        .rows(Integer.class)
        .map(List::getFirst);
  }

  /** What is in the office now, each counted up to {@link #MOST_COUNTED}. */
  public Uni<Held> held(UUID company, UUID office) {
    return Statement.of(HELD)
        .set("company", company)
        .set("office", office)
        .set("most", MOST_COUNTED)
        .rows()
        .map(rows -> held(rows.getFirst()));
  }

  /** Keeps the answer in place of the one to an earlier attempt. */
  public Uni<Void> store(UUID company, Answer answer, Instant now) {
    return Statement.of(STORE)
        .set("company", company)
        .set("process", answer.asked().processId())
        .set("attempt", answer.asked().attempt())
        .set("office", answer.asked().officeId())
        .set("granted", answer.granted())
        .set("licenses", answer.held().licenses())
        .set("invitations", answer.held().invitations())
        .set("now", now)
        .run();
  }

  private static Held held(Row row) {
    return new Held(row.get("licenses", Long.class), row.get("invitations", Long.class));
  }
}
