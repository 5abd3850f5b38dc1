package dev.rollcall.invitation.storage;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Counts mails per recipient over all companies (INV-9), by a keyed hash of the recipient. */
@ApplicationScoped
public class MailCounts {

  private static final Duration WINDOW = Duration.ofHours(1);

  /**
   * The mail that must leave the window before another one may be sent: the n-th newest of a limit
   * n, of the company or of all.
   */
  private static final String BLOCKING =
      """
      select max(at) as at from (
        (select at from mail_count
          where recipient = ?1 and at > ?2 and at <= ?3 and company_id = ?4
          order by at desc offset ?5 limit 1)
        union all
        (select at from mail_count
          where recipient = ?1 and at > ?2 and at <= ?3
          order by at desc offset ?6 limit 1)
      ) blocking
      """;

  /**
   * Serialises everything that is sent to one recipient, on every replica, until the transaction
   * ends: counting and the check of INV-11 see a settled state.
   */
  public Uni<Void> lock(byte[] recipient) {
    return SessionSql.rows(
            "select cast(pg_advisory_xact_lock(?1) as text) as locked",
            ByteBuffer.wrap(recipient).getLong())
        .replaceWithVoid();
  }

  /**
   * How long to wait until one more mail may be sent, or empty when it may be sent now.
   *
   * @param now product time
   * @param perCompany most mails per hour of the row's company
   * @param overAll most mails per hour of all companies
   */
  public Uni<Optional<Duration>> wait(
      byte[] recipient, InvitationRow row, Instant now, int perCompany, int overAll) {
    return SessionSql.rows(
            BLOCKING,
            recipient,
            now.minus(WINDOW),
            now,
            row.companyId(),
            perCompany - 1,
            overAll - 1)
        .map(found -> untilFree(found, now));
  }

  /** Counts the mail that the row's next link will be sent with. */
  public Uni<Void> count(byte[] recipient, InvitationRow row, Instant now) {
    return SessionSql.execute(
            "delete from mail_count where recipient = ?1 and at < ?2",
            recipient,
            now.minus(WINDOW.multipliedBy(48)))
        .chain(
            () ->
                SessionSql.execute(
                    """
                    insert into mail_count
                      (recipient, at, company_id, invitation_id, attempt, generation)
                    values (?1, ?2, ?3, ?4, ?5, ?6)
                    on conflict on constraint mail_count_pk do nothing
                    """,
                    recipient,
                    now,
                    row.companyId(),
                    row.id(),
                    row.attempt(),
                    row.generation()))
        .replaceWithVoid();
  }

  /** Gives back what was counted for a mail that never left, because the seat was refused. */
  public Uni<Void> giveBack(byte[] recipient, InvitationRow row) {
    return SessionSql.execute(
            """
            delete from mail_count
            where recipient = ?1 and invitation_id = ?2 and attempt = ?3 and generation = ?4
            """,
            recipient,
            row.id(),
            row.attempt(),
            row.generation())
        .replaceWithVoid();
  }

  private static Optional<Duration> untilFree(List<Tuple> found, Instant now) {
    return found.stream()
        .map(tuple -> SessionSql.instant(tuple, "at"))
        .flatMap(Optional::stream)
        .findFirst()
        .map(at -> Duration.between(now, at.plus(WINDOW)));
  }
}
