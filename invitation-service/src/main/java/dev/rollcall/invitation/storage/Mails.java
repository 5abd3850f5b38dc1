package dev.rollcall.invitation.storage;

import dev.rollcall.invitation.storage.InvitationRow.Delivery;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.storage.CompanySql;
import dev.rollcall.platform.text.EmailAddress;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The mails of the running transaction's company. */
@ApplicationScoped
public class Mails {

  /** What a mail carries. */
  public enum Kind {
    /** The link of an invitation. */
    INVITATION,
    /** The code that a copied link needs (INV-10). */
    CODE
  }

  /**
   * Everything that a mail says.
   *
   * @param id stable over attempts
   * @param sealedToken the token or the code; AES-GCM, base64
   * @param language BCP 47, or null for the service's own
   * @param email the domain in ASCII, as mail servers know it
   * @param inviter name of who invites, or null where the view has none
   * @param expiresAt of the link, or of the code
   */
  public record Queued(
      UUID id,
      Kind kind,
      UUID companyId,
      UUID invitationId,
      String sealedToken,
      String email,
      @Nullable String firstName,
      @Nullable String language,
      String company,
      ZoneId zone,
      @Nullable String inviter,
      Instant expiresAt) {}

  /**
   * A mail is only sent for the link that lives now; one whose acceptance is under way may live on.
   */
  private static final String QUEUED =
      """
      select m.id, m.kind, m.company_id, m.invitation_id, m.sealed_token, i.email, i.first_name, i.language,
        coalesce(m.expires_at, i.expires_at) as expires_at, c.name as company, c.time_zone,
        nullif(trim(u.first_name || ' ' || u.last_name), '') as inviter
      from mail m
      join invitation i on i.company_id = m.company_id and i.id = m.invitation_id
        and i.generation = m.generation and i.status in ('PENDING', 'ACCEPTING')
      join company_view c on c.company_id = m.company_id
      left join user_view u on u.company_id = m.company_id and u.user_id = i.invited_by
      where m.company_id = $1 and m.id = any($2) and m.status = 'QUEUED'
      """;

  /**
   * Under the locks of their invitations, as everything that ends mails. An invitation that
   * somebody else holds is left out: nobody waits here holding others'.
   */
  private static final String SENT =
      """
      with taken as (
        select * from unnest($2::uuid[], $3::uuid[], $4::integer[], $5::uuid[], $6::uuid[])
          as t(mail_id, invitation_id, attempts, job_id, lease)
      ), locked as (
        select id from invitation where company_id = $1 and id = any($3::uuid[])
        order by id for update skip locked
      ), settled as (
        update mail m set status = 'SENT', sealed_token = null, settled_at = $7
        from taken join locked on locked.id = taken.invitation_id
        where m.company_id = $1 and m.id = taken.mail_id and m.status = 'QUEUED'
        returning m.id, m.kind, taken.invitation_id, taken.attempts
      ), told as (
        update invitation_step s set at = $7, attempt = settled.attempts, outcome = 'SENT'
        from settled
        where s.company_id = $1 and s.invitation_id = settled.invitation_id and s.id = settled.id
          and s.step in ('mail', 'code-mail') and s.outcome in ('QUEUED', 'RETRYING')
      ), shown as (
        update invitation i set delivery = 'SENT', updated_at = $7, revision = i.revision + 1
        from settled
        where i.company_id = $1 and i.id = settled.invitation_id and settled.kind = 'INVITATION'
      )
      delete from job using taken join locked on locked.id = taken.invitation_id
      where job.id = taken.job_id and job.lease = taken.lease
      returning job.id
      """;

  /**
   * A mail that the mail server has taken.
   *
   * @param attempts at sending it, with this one
   * @param job that sent it
   */
  public record Taken(UUID mailId, UUID invitationId, int attempts, Job job) {}

  private final CompanySql sql;

  Mails(CompanySql sql) {
    this.sql = sql;
  }

  /** Puts a mail with its sealed token in the queue, instead of any that waits still. */
  public Uni<Void> queue(UUID id, String sealedToken, InvitationRow row, Instant now) {
    return drop(row, now).chain(() -> add(id, Kind.INVITATION, sealedToken, row, null, now));
  }

  /** Puts a mail with its sealed code in the queue, instead of an earlier code that waits still. */
  public Uni<Void> queueCode(
      UUID id, String sealedCode, InvitationRow row, Instant expiresAt, Instant now) {
    return dropCodes(row, now).chain(() -> add(id, Kind.CODE, sealedCode, row, expiresAt, now));
  }

  private static Uni<Void> add(
      UUID id,
      Kind kind,
      String sealed,
      InvitationRow row,
      @Nullable Instant expiresAt,
      Instant now) {
    return SessionSql.run(
        """
            insert into mail (company_id, id, kind, invitation_id, generation, sealed_token,
              expires_at, status, created_at)
            values (?1, ?2, ?3, ?4, ?5, ?6, cast(nullif(?7, '') as timestamptz), 'QUEUED', ?8)
            """,
        row.companyId(),
        id,
        kind.name(),
        row.id(),
        row.generation(),
        sealed,
        expiresAt == null ? "" : expiresAt.toString(),
        now);
  }

  /** Takes waiting mails of the invitation back and erases what they carry. */
  public Uni<Void> drop(InvitationRow row, Instant now) {
    return drop(row, now, "");
  }

  /** The same for those that carry a code. */
  public Uni<Void> dropCodes(InvitationRow row, Instant now) {
    return drop(row, now, " and kind = 'CODE'");
  }

  private static Uni<Void> drop(InvitationRow row, Instant now, String which) {
    return SessionSql.run(
        """
            update mail set status = 'DROPPED', sealed_token = null, settled_at = ?3
            where company_id = ?1 and invitation_id = ?2 and status = 'QUEUED'
            """
            + which,
        row.companyId(),
        row.id(),
        now);
  }

  /** Those of the mails that are still to be sent, by their ids. */
  public Uni<Map<UUID, Queued>> queued(UUID company, List<UUID> ids) {
    return sql.list(company, QUEUED, Tuple.of(company, ids.toArray(UUID[]::new)), Mails::queued)
        .map(found -> found.stream().collect(Collectors.toMap(Queued::id, Function.identity())));
  }

  /**
   * Erases the tokens of taken mails, records that they were sent and ends their jobs, in a
   * transaction of its own.
   *
   * @param now product time
   * @return the jobs that ended; another mail's invitation was held by somebody, or is gone, or its
   *     job is somebody else's
   */
  public Uni<Set<UUID>> sent(UUID company, List<Taken> mails, Instant now) {
    var values =
        Tuple.tuple()
            .addUUID(company)
            .addArrayOfUUID(ids(mails, Taken::mailId))
            .addArrayOfUUID(ids(mails, Taken::invitationId))
            .addArrayOfInteger(mails.stream().map(Taken::attempts).toArray(Integer[]::new))
            .addArrayOfUUID(ids(mails, taken -> taken.job().id()))
            .addArrayOfUUID(ids(mails, taken -> taken.job().lease()))
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
    return sql.within(company, connection -> connection.preparedQuery(SENT).execute(values))
        .map(Mails::jobs);
  }

  private static Set<UUID> jobs(RowSet<Row> ended) {
    return StreamSupport.stream(ended.spliterator(), false)
        .map(row -> row.getUUID("id"))
        .collect(Collectors.toSet());
  }

  private static UUID[] ids(List<Taken> mails, Function<Taken, UUID> id) {
    return mails.stream().map(id).toArray(UUID[]::new);
  }

  /**
   * Erases the token and records how it ended; false where somebody else did before.
   *
   * @param replyCode the mail server's (RFC 5321 §4.2), 0 for none
   */
  public Uni<Boolean> settle(UUID company, UUID id, Delivery end, int replyCode, Instant now) {
    return SessionSql.execute(
            """
            update mail set status = ?3, sealed_token = null, reply_code = nullif(?4, 0),
              settled_at = ?5
            where company_id = ?1 and id = ?2 and status = 'QUEUED'
            """,
            company,
            id,
            end.name(),
            replyCode,
            now)
        .map(changed -> changed == 1);
  }

  /**
   * Records that the mail came back, whether or not its taking was recorded before; false where it
   * was recorded already, or the mail was never sent.
   */
  public Uni<Boolean> cameBack(UUID company, UUID id, Instant now) {
    return SessionSql.execute(
            """
            update mail set status = 'BOUNCED', sealed_token = null, settled_at = ?3
            where company_id = ?1 and id = ?2 and status in ('QUEUED', 'SENT')
            """,
            company,
            id,
            now)
        .map(changed -> changed == 1);
  }

  private static Queued queued(Row row) {
    return new Queued(
        row.getUUID("id"),
        Kind.valueOf(row.getString("kind")),
        row.getUUID("company_id"),
        row.getUUID("invitation_id"),
        row.getString("sealed_token"),
        EmailAddress.mailboxOf(row.getString("email")),
        row.getString("first_name"),
        row.getString("language"),
        row.getString("company"),
        ZoneId.of(row.getString("time_zone")),
        row.getString("inviter"),
        row.getOffsetDateTime("expires_at").toInstant());
  }
}
