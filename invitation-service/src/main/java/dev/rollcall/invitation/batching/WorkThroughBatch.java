package dev.rollcall.invitation.batching;

import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.company.Companies;
import dev.rollcall.invitation.issuing.IssueInvitation;
import dev.rollcall.invitation.operations.BatchProgress;
import dev.rollcall.invitation.storage.BatchRows;
import dev.rollcall.invitation.storage.BatchRows.Waiting;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.storage.DatabaseAway;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.Membership;
import dev.rollcall.platform.web.access.MembershipSource;
import dev.rollcall.platform.web.operations.Operations;
import dev.rollcall.platform.web.operations.Operations.OperationLine;
import dev.rollcall.platform.web.problem.RefusalException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Invites the rows of a batch, one transaction each: its result is stored with the invitation, so
 * that the job may be done twice, or by two at once, and each row still has one invitation. A row
 * that is refused is a result; one that fails is tried again with the next attempt of the job, and
 * holds up no other.
 */
@ApplicationScoped
public class WorkThroughBatch implements JobHandler {

  /** The job's kind; its subject is a {@link Chunk}. */
  static final String JOB = "invitation.batch";

  /** A row that has failed so often by itself is given up; outages don't count. */
  static final int GIVE_UP_AFTER = 6;

  private static final Logger LOG = Logger.getLogger(WorkThroughBatch.class);
  private static final String PERMISSION = "invitations.create";
  private static final String INVITER_GONE = "INVITER_GONE";
  private static final String INTERNAL_ERROR = "INTERNAL_ERROR";

  private final Operations operations;
  private final MembershipSource memberships;
  private final BatchRows rows;
  private final IssueInvitation issueInvitation;
  private final BatchProgress progress;
  private final Companies companies;
  private final CompanyTransaction transaction;

  WorkThroughBatch(
      Operations operations,
      MembershipSource memberships,
      BatchRows rows,
      IssueInvitation issueInvitation,
      BatchProgress progress,
      Companies companies,
      CompanyTransaction transaction) {
    this.operations = operations;
    this.memberships = memberships;
    this.rows = rows;
    this.issueInvitation = issueInvitation;
    this.progress = progress;
    this.companies = companies;
    this.transaction = transaction;
  }

  @Override
  public String kind() {
    return JOB;
  }

  /** Not counted: while the database or identity is away, nothing is lost by waiting. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Duration lease() {
    return Duration.ofMinutes(1);
  }

  @Override
  public Uni<Void> run(Job job) {
    Chunk chunk = Chunk.parse(job.subject());
    return operations
        .find(job.companyId(), chunk.batch())
        .map(Optional::orElseThrow)
        .chain(operation -> run(new Work(job.companyId(), chunk, operation)));
  }

  /** Who started the batch, where they may invite still: asked for each row anew (INV-2). */
  private Uni<Optional<Caller>> inviter(Work work) {
    OperationLine operation = work.operation;
    return memberships
        .find(operation.personId(), work.company())
        .map(found -> found.filter(member -> stillInvites(member, operation)))
        .map(found -> found.map(member -> new Caller(member, operation.requestId())));
  }

  private static boolean stillInvites(Membership member, OperationLine operation) {
    return member.active()
        && member.userId().equals(operation.startedBy())
        && member.grants().containsKey(PERMISSION);
  }

  /** A chunk of an operation to work through. */
  private record Work(UUID company, Chunk chunk, OperationLine operation) {

    UUID batch() {
      return chunk.batch();
    }
  }

  private Uni<Void> run(Work work) {
    return rows.waiting(work.company(), work.batch(), work.chunk.from(), work.chunk.to())
        .chain(positions -> through(work, positions))
        .invoke(WorkThroughBatch::failUnlessAll)
        .replaceWithVoid();
  }

  /** One after the other, each in a transaction of its own. */
  private Uni<List<Boolean>> through(Work work, List<Integer> positions) {
    return Multi.createFrom()
        .iterable(positions)
        .onItem()
        .transformToUniAndConcatenate(position -> through(work, position))
        .collect()
        .asList();
  }

  private static void failUnlessAll(List<Boolean> through) {
    long left = through.stream().filter(done -> !done).count();
    if (left > 0) {
      throw new IllegalStateException(left + " rows of a batch could not be worked through yet");
    }
  }

  /** Whether the row is through; a row that fails doesn't stop the next, a database away does. */
  private Uni<Boolean> through(Work work, int position) {
    return inviter(work).chain(inviter -> through(work, inviter, position));
  }

  private Uni<Boolean> through(Work work, Optional<Caller> inviter, int position) {
    return inviter
        .map(caller -> invite(work, caller, position))
        .orElseGet(() -> refuse(work, position, INVITER_GONE))
        .replaceWith(true)
        .onFailure(failure -> !DatabaseAway.isToldBy(failure))
        .recoverWithUni(failure -> failed(work, position, failure));
  }

  private Uni<Void> invite(Work work, Caller caller, int position) {
    return companies
        .knowing(work.company(), () -> inTransaction(work, caller, position))
        .chain(outcome -> settle(work, position, outcome));
  }

  private Uni<Outcome<Boolean>> inTransaction(Work work, Caller caller, int position) {
    return transaction.within(work.company(), () -> issueOnce(work, caller, position));
  }

  private Uni<Outcome<Boolean>> issueOnce(Work work, Caller caller, int position) {
    return rows.lock(work.company(), work.batch(), position)
        .chain(row -> row.isPresent() ? issue(work, caller, row.get()) : alreadyThrough());
  }

  private Uni<Outcome<Boolean>> issue(Work work, Caller caller, Waiting row) {
    return issueInvitation
        .issueOfBatch(caller, row.draft(), work.batch())
        .call(issued -> noteRequested(work, row, issued))
        .map(issued -> issued.map(invitation -> true));
  }

  private Uni<Void> noteRequested(Work work, Waiting row, Outcome<UUID> issued) {
    return issued.fold(
        invitation -> rows.requested(work.company(), work.batch(), row.position(), invitation),
        refusal -> Uni.createFrom().voidItem());
  }

  private static Uni<Outcome<Boolean>> alreadyThrough() {
    return Uni.createFrom().item(Outcome.done(false));
  }

  /** A refusal has rolled the row's transaction back; it is noted in one of its own. */
  private Uni<Void> settle(Work work, int position, Outcome<Boolean> outcome) {
    return outcome.fold(
        invited -> Uni.createFrom().voidItem(), refusal -> refuse(work, position, refusal));
  }

  private Uni<Void> refuse(Work work, int position, Refusal refusal) {
    return refusal.code().equals(Refusals.COMPANY_UNAVAILABLE)
        ? Uni.createFrom().failure(new RefusalException(refusal))
        : refuse(work, position, refusal.code());
  }

  private Uni<Void> refuse(Work work, int position, String code) {
    return transaction.within(
        work.company(), () -> progress.refused(work.company(), work.batch(), position, code));
  }

  private Uni<Boolean> failed(Work work, int position, Throwable failure) {
    LOG.warnf("Row %d of batch %s failed: %s", position, work.batch(), failure.getClass());
    return saysUnavailable(failure)
        ? Uni.createFrom().item(false)
        : transaction
            .within(work.company(), () -> rows.failed(work.company(), work.batch(), position))
            .chain(failures -> giveUpAfter(failures, work, position));
  }

  /** Another service is away, which is not the row's fault. */
  private static boolean saysUnavailable(Throwable failure) {
    return failure instanceof RefusalException refused
        && refused.refusal().kind() == Refusal.Kind.UNAVAILABLE;
  }

  private Uni<Boolean> giveUpAfter(Optional<Integer> failures, Work work, int position) {
    if (failures.isPresent() && failures.get() < GIVE_UP_AFTER) {
      return Uni.createFrom().item(false);
    }
    if (failures.isPresent()) {
      LOG.errorf("Row %d of batch %s is given up", position, work.batch());
    }
    return refuse(work, position, INTERNAL_ERROR).replaceWith(true);
  }
}
