package dev.rollcall.invitation.storage;

import dev.rollcall.platform.storage.OldRows;
import dev.rollcall.platform.storage.Row;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Counts mails per recipient over all companies (INV-9), by a keyed hash of the recipient. */
@ApplicationScoped
public class MailCounts {

  /** How long a mail counts. */
  public static final Duration WINDOW = Duration.ofHours(1);

  private static final Duration KEEP = Duration.ofDays(2);

  /** The mail of an invitation itself, as none that carries a code is called. */
  private static final UUID NO_CODE = new UUID(0, 0);

  private static final String RECENT =
      """
      select at, company_id = ?4 as own from mail_count
      where recipient = ?1 and at > ?2 and at <= ?3
      order by at desc limit ?5
      """;

  /** Those that another transaction holds are met by the next run. */
  private static final String PURGE =
      """
      delete from mail_count where ctid = any(array(
        select ctid from mail_count where at < $1 order by at limit $2 for update skip locked))
      """;

  private final OldRows oldRows;

  MailCounts(OldRows oldRows) {
    this.oldRows = oldRows;
  }

  /**
   * A mail that the recipient was sent.
   *
   * @param own whether by the company that asks
   */
  public record Counted(Instant at, boolean own) {}

  /**
   * Serialises everything that is sent to one recipient, on every replica, until the transaction
   * ends: counting and the check of INV-11 see a settled state.
   */
  public Uni<Void> lock(byte[] recipient) {
    return SessionSql.run(
        "select cast(pg_advisory_xact_lock(?1) as text) as locked",
        ByteBuffer.wrap(recipient).getLong());
  }

  /**
   * The newest mails of the last hour.
   *
   * @param now product time
   */
  public Uni<List<Counted>> recent(byte[] recipient, UUID company, Instant now, int atMost) {
    return SessionSql.rows(RECENT, recipient, now.minus(WINDOW), now, company, atMost)
        .map(found -> found.stream().map(MailCounts::counted).toList());
  }

  /** Counts the mail that the row's next link will be sent with. */
  public Uni<Void> count(byte[] recipient, InvitationRow row, Instant now) {
    return count(recipient, row, NO_CODE, now);
  }

  /** Counts a mail that carries a code. */
  public Uni<Void> count(byte[] recipient, InvitationRow row, UUID codeMail, Instant now) {
    return SessionSql.run(
        """
            insert into mail_count
              (recipient, at, company_id, invitation_id, attempt, generation, code_mail)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            on conflict on constraint mail_count_pk do nothing
            """,
        recipient,
        now,
        row.companyId(),
        row.id(),
        row.attempt(),
        row.generation(),
        codeMail);
  }

  /**
   * Deletes what has not counted for two days, outside any transaction: nobody looks at it again
   * unless product time goes back.
   *
   * @param now product time
   */
  public Uni<Void> purge(Instant now) {
    return oldRows.delete(PURGE, now.minus(KEEP));
  }

  /**
   * Gives back what was counted for a mail that never left, because the seat was refused.
   *
   * @return when it was counted; empty where it was not, or was given back before
   */
  public Uni<Optional<Instant>> giveBack(byte[] recipient, InvitationRow row) {
    return SessionSql.rows(
            """
            delete from mail_count
            where recipient = ?1 and invitation_id = ?2 and attempt = ?3 and generation = ?4
              and code_mail = ?5
            returning at
            """,
            recipient,
            row.id(),
            row.attempt(),
            row.generation(),
            NO_CODE)
        .map(rows -> rows.stream().findFirst().flatMap(found -> found.instant("at")));
  }

  private static Counted counted(Row row) {
    return new Counted(row.instant("at").orElseThrow(), row.get("own", Boolean.class));
  }
}
