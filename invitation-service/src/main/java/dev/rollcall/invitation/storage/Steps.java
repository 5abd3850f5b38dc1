package dev.rollcall.invitation.storage;

import dev.rollcall.invitation.storage.InvitationRow.Delivery;
import dev.rollcall.invitation.storage.Mails.Kind;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Writes the timeline of invitations (INV-21) with the running transaction. */
@ApplicationScoped
public class Steps {

  private static final String SELF = "invitation";
  private static final String MAIL = "mail";
  private static final String CODE_MAIL = "code-mail";

  private static final String INSERT =
      """
      insert into invitation_step
        (company_id, invitation_id, id, at, service, step, attempt, outcome)
      values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      on conflict on constraint invitation_step_pk do nothing
      """;

  private final Ids ids;
  private final ProductClock clock;

  Steps(Ids ids, ProductClock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Adds a step.
   *
   * @param service who did it, e.g. {@code billing}
   * @param step what was done, kebab-case
   * @param outcome {@code done}, or the code of a refusal
   */
  public Uni<Void> add(InvitationRow row, String service, String step, String outcome) {
    return insert(ids.next(), row, service, step, row.attempt(), outcome);
  }

  /**
   * Adds what another service told of that attempt, unless it is there: told twice is told once.
   */
  public Uni<Void> told(
      InvitationRow row, String service, String step, int attempt, String outcome) {
    String key = row.id() + "/" + service + "/" + step + "/" + attempt;
    UUID id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    return insert(id, row, service, step, attempt, outcome);
  }

  /** The mail waits for its sending, which its step tells of from now on. */
  public Uni<Void> mailQueued(InvitationRow row, UUID mailId, Kind kind) {
    return insert(mailId, row, SELF, stepOf(kind), 0, Delivery.QUEUED.name());
  }

  private static String stepOf(Kind kind) {
    return switch (kind) {
      case INVITATION -> MAIL;
      case CODE -> CODE_MAIL;
    };
  }

  /**
   * How the newest attempt at sending the mail went.
   *
   * @param outcome SENT, FAILED, BOUNCED, or RETRYING
   */
  public Uni<Void> mailTried(
      UUID company, UUID invitationId, UUID mailId, int attempts, String outcome) {
    return SessionSql.run(
        """
            update invitation_step set at = ?4, attempt = ?5, outcome = ?6
            where company_id = ?1 and invitation_id = ?2 and id = ?3
              and step in ('mail', 'code-mail') and outcome in ('QUEUED', 'RETRYING')
            """,
        company,
        invitationId,
        mailId,
        clock.instant(),
        attempts,
        outcome);
  }

  /** Nobody tries to send the invitation's mails any more. */
  public Uni<Void> mailsEnded(InvitationRow row, Delivery end) {
    return ended(row, List.of(MAIL, CODE_MAIL), end);
  }

  /** The same for those that carry a code. */
  public Uni<Void> codeMailsDropped(InvitationRow row) {
    return ended(row, List.of(CODE_MAIL), Delivery.DROPPED);
  }

  private Uni<Void> ended(InvitationRow row, List<String> mails, Delivery end) {
    return SessionSql.run(
        """
            update invitation_step set at = ?3, outcome = ?4
            where company_id = ?1 and invitation_id = ?2 and step = any(cast(?5 as text[]))
              and outcome in ('QUEUED', 'RETRYING')
            """,
        row.companyId(),
        row.id(),
        clock.instant(),
        end.name(),
        mails.toArray(String[]::new));
  }

  private Uni<Void> insert(
      UUID id, InvitationRow row, String service, String step, int attempt, String outcome) {
    return SessionSql.run(
        INSERT, row.companyId(), row.id(), id, clock.instant(), service, step, attempt, outcome);
  }
}
