package dev.rollcall.identity.drift;

import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.storage.DriftFindings.FindingLine;
import dev.rollcall.identity.storage.DriftRepairs;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.JobRequest;
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
 * Repairs what a report found, as an operation with a result per finding. A round has the
 * owner of each finding told again, the next one looks whether that has helped; a finding that
 * outlives all rounds is not repaired, and says so.
 */
@ApplicationScoped
public class RepairDrift implements JobHandler {

  static final String KIND = "drift.repair";

  private static final int PAGE = 20;
  private static final int ATTEMPTS = 8;

  private final CompanyTransaction tx;
  private final DriftRepairs repairs;
  private final Operations operations;
  private final RepairFinding finding;
  private final Jobs jobs;
  private final Duration grace;
  private final Clock realClock = Clock.systemUTC();

  RepairDrift(
      CompanyTransaction tx,
      DriftRepairs repairs,
      Operations operations,
      RepairFinding finding,
      Jobs jobs,
      IdentityConfig config) {
    this.tx = tx;
    this.repairs = repairs;
    this.operations = operations;
    this.finding = finding;
    this.jobs = jobs;
    this.grace = config.drift().grace();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int maxAttempts() {
    return ATTEMPTS;
  }

  @Override
  public Duration lease() {
    return Duration.ofMinutes(2);
  }

  /**
   * @param job its subject is a {@link Step} with the number of the round
   */
  @Override
  public Uni<Void> run(Job job) {
    Step step = Step.parse(job.subject());
    Uni<Void> work =
        operations
            .find(job.companyId(), step.id())
            .chain(found -> work(job.companyId(), found, step.number()));
    return job.last()
        ? work.onFailure().recoverWithUni(() -> giveUp(job.companyId(), step.id()))
        : work;
  }

  private Uni<Void> work(UUID company, Optional<OperationLine> found, int round) {
    return found
        .filter(operation -> !operation.settled())
        .map(operation -> work(new Round(company, operation, round)))
        .orElseGet(RepairDrift::nothing);
  }

  private Uni<Void> work(Round round) {
    return repairs
        .toRepair(round.company(), round.operationId(), round.number(), PAGE)
        .chain(page -> page.isEmpty() ? nextRound(round) : repair(round, page));
  }

  private Uni<Void> repair(Round round, List<FindingLine> page) {
    return Multi.createFrom()
        .iterable(page)
        .onItem()
        .transformToUniAndConcatenate(line -> finding.repair(round, line))
        .onItem()
        .ignoreAsUni()
        .chain(
            () -> planned(round.company(), new Step(round.operationId(), round.number()), false));
  }

  private Uni<Void> nextRound(Round round) {
    return repairs
        .toRepair(round.company(), round.operationId(), round.number() + 1, 1)
        .chain(
            left ->
                left.isEmpty()
                    ? done(round)
                    : planned(
                        round.company(), new Step(round.operationId(), round.number() + 1), true));
  }

  private Uni<Void> planned(UUID company, Step step, boolean later) {
    Instant due = later ? realClock.instant().plus(grace) : Instant.EPOCH;
    return tx.within(company, () -> plan(company, step, due));
  }

  private Uni<Void> plan(UUID company, Step step, Instant due) {
    return jobs.plan(new JobRequest(KIND, company, step.toString(), due, JobRequest.Timeline.REAL));
  }

  private Uni<Void> done(Round round) {
    return tx.within(
        round.company(),
        () -> operations.end(round.company(), round.operationId(), "DONE", realClock.instant()));
  }

  private Uni<Void> giveUp(UUID company, UUID operation) {
    return tx.within(
        company,
        () ->
            repairs
                .letGo(company, operation)
                .chain(() -> operations.end(company, operation, "FAILED", realClock.instant())));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
