package dev.rollcall.invitation.operations;

import dev.rollcall.invitation.storage.BatchRows;
import dev.rollcall.invitation.storage.BatchRows.Place;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.platform.web.operations.Operations;
import dev.rollcall.platform.web.operations.Operations.ResultLine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notes what became of a batch's rows (INV-12), each with the transaction that decided it. A row is
 * through when its invitation is, or never will be, open: an operation is DONE when all of them
 * are.
 */
@ApplicationScoped
public class BatchProgress {

  /** What a batch's operation is called. */
  public static final String KIND = "INVITATION_BATCH";

  /** What results say of a row whose invitation was taken back before it opened. */
  public static final String REVOKED = "INVITATION_REVOKED";

  private static final String INVITED = "INVITED";
  private static final String REFUSED = "REFUSED";

  private final BatchRows rows;
  private final Operations operations;
  private final Clock realClock = Clock.systemUTC();

  BatchProgress(BatchRows rows, Operations operations) {
    this.rows = rows;
    this.operations = operations;
  }

  /** What results say of a row that was refused with that code. */
  public static ResultLine refused(int position, String subject, String code) {
    return new ResultLine(subject, REFUSED, code, position, null);
  }

  /** The invitation's seat was granted; nothing happens for one that is of no batch. */
  public Uni<Void> invited(InvitationRow invitation) {
    return settle(invitation, INVITED, null);
  }

  /** The invitation ended before it opened. */
  public Uni<Void> refused(InvitationRow invitation, String code) {
    return settle(invitation, REFUSED, code);
  }

  /** The invitation as it is, which a replica that knows no batches may have decided. */
  public Uni<Void> catchUp(InvitationRow invitation) {
    return switch (invitation.status()) {
      case REQUESTED -> Uni.createFrom().voidItem();
      case PENDING, ACCEPTING, ACCEPTED, JOINED, EXPIRED, DECLINED, BOUNCED -> invited(invitation);
      case REVOKED -> refused(invitation, REVOKED);
      case REFUSED -> refused(invitation, Objects.requireNonNull(invitation.refusal()));
    };
  }

  /** A row for which no invitation was made; once only, like the others. */
  public Uni<Void> refused(UUID company, UUID batch, int position, String code) {
    return rows.refused(company, batch, position)
        .chain(subject -> note(company, batch, subject.map(of -> refused(position, of, code))));
  }

  private Uni<Void> settle(InvitationRow invitation, String outcome, @Nullable String problem) {
    return invitation
        .batch()
        .map(batch -> settle(batch, invitation, outcome, problem))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> settle(
      UUID batch, InvitationRow invitation, String outcome, @Nullable String problem) {
    return rows.settle(invitation.companyId(), batch, invitation.id())
        .map(row -> row.map(place -> result(place, outcome, problem, invitation.id())))
        .chain(result -> note(invitation.companyId(), batch, result));
  }

  private static ResultLine result(
      Place place, String outcome, @Nullable String problem, UUID invitation) {
    return new ResultLine(place.subject(), outcome, problem, place.position(), invitation);
  }

  private Uni<Void> note(UUID company, UUID batch, Optional<ResultLine> result) {
    return result
        .map(line -> note(company, batch, line, realClock.instant()))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> note(UUID company, UUID batch, ResultLine result, Instant now) {
    return operations
        .note(company, batch, result, now)
        .chain(() -> operations.endWhenComplete(company, batch, now));
  }
}
