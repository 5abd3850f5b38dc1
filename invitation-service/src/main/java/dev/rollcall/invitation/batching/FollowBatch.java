package dev.rollcall.invitation.batching;

import dev.rollcall.invitation.operations.BatchProgress;
import dev.rollcall.invitation.storage.BatchRows;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.LockedInvitations;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.JobRequest.Timeline;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.web.operations.Operations;
import dev.rollcall.platform.web.operations.Operations.OperationLine;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks after a batch until it is DONE (INV-12): during a rolling update a replica of the version
 * that knew no batches may decide an invitation, and tells no row of it.
 */
@ApplicationScoped
public class FollowBatch implements JobHandler {

  /** The job's kind; its subject is the operation's id. */
  static final String JOB = "invitation.batch-follow";

  private static final Duration SOONEST = Duration.ofMinutes(1);
  private static final Duration LATEST = Duration.ofHours(1);

  private final Operations operations;
  private final BatchRows rows;
  private final LockedInvitations locked;
  private final BatchProgress progress;
  private final CompanyTransaction transaction;
  private final Jobs jobs;
  private final Clock realClock = Clock.systemUTC();

  FollowBatch(
      Operations operations,
      BatchRows rows,
      LockedInvitations locked,
      BatchProgress progress,
      CompanyTransaction transaction,
      Jobs jobs) {
    this.operations = operations;
    this.rows = rows;
    this.locked = locked;
    this.progress = progress;
    this.transaction = transaction;
    this.jobs = jobs;
  }

  /** The first look at a batch that begins now. */
  static JobRequest first(UUID company, UUID batch, Instant now) {
    return new JobRequest(JOB, company, batch.toString(), now.plus(SOONEST), Timeline.REAL);
  }

  @Override
  public String kind() {
    return JOB;
  }

  /** Until it is done. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Uni<Void> run(Job job) {
    UUID company = job.companyId();
    UUID batch = UUID.fromString(job.subject());
    return rows.overlooked(company, batch)
        .chain(invitations -> catchUp(company, invitations))
        .chain(() -> operations.find(company, batch))
        .map(Optional::orElseThrow)
        .chain(operation -> lookAgain(company, operation));
  }

  private Uni<Void> catchUp(UUID company, List<UUID> invitations) {
    return Multi.createFrom()
        .iterable(invitations)
        .onItem()
        .transformToUniAndConcatenate(id -> locked.within(company, id, this::catchUp))
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Void> catchUp(Optional<InvitationRow> invitation) {
    return invitation.map(progress::catchUp).orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> lookAgain(UUID company, OperationLine operation) {
    return operation.settled()
        ? Uni.createFrom().voidItem()
        : transaction.within(company, () -> jobs.plan(next(company, operation)));
  }

  /** When the batch is twice as old as now, roughly. */
  private JobRequest next(UUID company, OperationLine operation) {
    Instant now = realClock.instant();
    Duration age = Duration.between(operation.createdAt(), now);
    Duration wait = age.compareTo(LATEST) > 0 ? LATEST : age;
    return new JobRequest(
        JOB,
        company,
        operation.id().toString(),
        now.plus(wait.compareTo(SOONEST) < 0 ? SOONEST : wait),
        Timeline.REAL);
  }
}
