package dev.rollcall.numbering.storage;

import dev.rollcall.numbering.OfficeClosingRules.Answer;
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

  private static final String NUMBERS =
      """
      select count(*) as numbers from (
        select 1 from phone_number where company_id = :company and office_id = :office
        limit :most) as counted
      """;

  private static final String STORE =
      """
      insert into office_closing
        (company_id, process_id, attempt, office_id, granted, numbers, answered_at)
      values (:company, :process, :attempt, :office, :granted, :numbers, :now)
      on conflict on constraint office_closing_pk do update
        set attempt = excluded.attempt, granted = excluded.granted, numbers = excluded.numbers,
            answered_at = excluded.answered_at
      """;

  /** The newest attempt of the process that was answered; 0 for none. */
  public Uni<Integer> answered(UUID company, UUID process) {
    return Statement.of(ANSWERED)
        .set("company", company)
        .set("process", process)
        .rows(Integer.class)
        .map(List::getFirst);
  }

  /** How many numbers are in the office now, in any state, up to {@link #MOST_COUNTED}. */
  public Uni<Long> numbers(UUID company, UUID office) {
    return Statement.of(NUMBERS)
        .set("company", company)
        .set("office", office)
        .set("most", MOST_COUNTED)
        .rows(Long.class)
        .map(List::getFirst);
  }

  /** Keeps the answer in place of the one to an earlier attempt. */
  public Uni<Void> store(UUID company, Answer answer, Instant now) {
    return Statement.of(STORE)
        .set("company", company)
        .set("process", answer.asked().processId())
        .set("attempt", answer.asked().attempt())
        .set("office", answer.asked().officeId())
        .set("granted", answer.granted())
        .set("numbers", answer.numbers())
        .set("now", now)
        .run();
  }
}
