package dev.rollcall.invitation.storage;

import dev.rollcall.platform.storage.OldRows;
import dev.rollcall.platform.storage.Row;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What companies, and founders over their companies, have had mailed in their running day (CO-7),
 * with the running transaction. The company's row is locked before its founder's, everywhere.
 */
@ApplicationScoped
public class MailDays {

  /**
   * What is used in the running day, with what was just spent.
   *
   * @param since product time
   */
  public record Used(int used, Instant since) {}

  /**
   * A company's day, and what its limits depend on.
   *
   * @param licenses that are not cancelled, as far as was heard
   * @param bought whether it has ever bought one
   * @param founder the person who signed it up; empty until that was heard
   */
  public record Day(Used used, long licenses, boolean bought, Optional<UUID> founder) {}

  private static final Duration KEEP = Duration.ofDays(2);

  /** A mail is counted for its recipient a moment before it is counted for the day. */
  private static final Duration MOMENT = Duration.ofMinutes(1);

  private static final String SPEND =
      """
      insert into mail_day as day (company_id, since, used)
      values (?1, cast(?2 as timestamptz), 1)
      on conflict on constraint mail_day_pk do update set
        used = case when day.since > ?3 and day.since <= ?2 then day.used + 1 else 1 end,
        since = case when day.since > ?3 and day.since <= ?2 then day.since else ?2 end
      returning used, since,
        coalesce((select licenses from license_count where company_id = ?1), 0) as licenses,
        coalesce((select bought from license_count where company_id = ?1), false) as bought,
        (select person_id from company_founder where company_id = ?1) as founder
      """;

  private static final String SPEND_OF_FOUNDER =
      """
      insert into founder_mail_day as day (person_id, since, used)
      values (?1, cast(?2 as timestamptz), 1)
      on conflict on constraint founder_mail_day_pk do update set
        used = case when day.since > ?3 and day.since <= ?2 then day.used + 1 else 1 end,
        since = case when day.since > ?3 and day.since <= ?2 then day.since else ?2 end
      returning used, since
      """;

  private static final String GIVE_BACK =
      """
      update mail_day set used = used - 1 where company_id = ?1 and since <= ?2 and used > 0
      """;

  /** Where it has bought one meanwhile, the mail may not have counted for its founder. */
  private static final String GIVE_BACK_OF_FOUNDER =
      """
      update founder_mail_day set used = used - 1
      where person_id = (select person_id from company_founder where company_id = ?1)
        and not exists (select from license_count where company_id = ?1 and bought)
        and since <= ?2 and used > 0
      """;

  /** Those that another transaction holds are met by the next run. */
  private static final String PURGE =
      """
      delete from founder_mail_day where person_id = any(array(
        select person_id from founder_mail_day where since < $1
        order by since limit $2 for update skip locked))
      """;

  private final OldRows oldRows;

  MailDays(OldRows oldRows) {
    this.oldRows = oldRows;
  }

  /** Spends one of the company's day. */
  public Uni<Day> spend(UUID company, Instant now, Duration day) {
    return SessionSql.rows(SPEND, company, now, now.minus(day)).map(rows -> day(rows.getFirst()));
  }

  /** Spends one of the day that the founder's companies share. */
  public Uni<Used> spendOfFounder(UUID person, Instant now, Duration day) {
    return SessionSql.rows(SPEND_OF_FOUNDER, person, now, now.minus(day))
        .map(rows -> used(rows.getFirst()));
  }

  /**
   * Gives back what was spent for a mail that never left, unless a new day has begun since.
   *
   * @param counted when it was counted for its recipient
   */
  public Uni<Void> giveBack(UUID company, Instant counted) {
    Instant until = counted.plus(MOMENT);
    return SessionSql.run(GIVE_BACK, company, until)
        .chain(() -> SessionSql.run(GIVE_BACK_OF_FOUNDER, company, until));
  }

  /**
   * Deletes founders' days that have been over for a day at least, outside any transaction; a
   * company has one row for ever.
   *
   * @param now product time
   */
  public Uni<Void> purge(Instant now) {
    return oldRows.delete(PURGE, now.minus(KEEP));
  }

  private static Day day(Row row) {
    return new Day(
        used(row),
        row.get("licenses", Long.class),
        row.get("bought", Boolean.class),
        row.has("founder") ? Optional.of(row.get("founder", UUID.class)) : Optional.empty());
  }

  private static Used used(Row row) {
    return new Used(row.get("used", Integer.class), row.instant("since").orElseThrow());
  }
}
