package dev.rollcall.identity.drift;

import dev.rollcall.identity.DriftFinding;
import dev.rollcall.identity.audit.Audit;
import dev.rollcall.identity.audit.Audit.Asked;
import dev.rollcall.identity.audit.Audit.Deed;
import dev.rollcall.identity.audit.AuditEntry.Actor;
import dev.rollcall.identity.audit.AuditEntry.Subject;
import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.storage.DriftReports;
import dev.rollcall.identity.storage.DriftReports.FindingLine;
import dev.rollcall.identity.storage.DriftReports.ReportLine;
import dev.rollcall.identity.storage.Operations;
import dev.rollcall.identity.storage.Operations.NewOperation;
import dev.rollcall.identity.storage.Operations.OperationLine;
import dev.rollcall.identity.storage.Operations.ResultLine;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Repairs what a report found, as an operation with a result per finding. A round has the
 * owner of each finding told again, the next one looks whether that has helped; a finding that
 * outlives all rounds is not repaired, and says so.
 */
@ApplicationScoped
public class RepairDrift implements JobHandler {

  static final String KIND = "drift.repair";

  /** How many findings one operation takes; a further one takes the rest. */
  static final int MOST = 1000;

  private static final String OPERATION = "DRIFT_REPAIR";
  private static final String NOT_REPAIRED = "NOT_REPAIRED";
  private static final int PAGE = 20;
  private static final int ATTEMPTS = 8;

  private final CompanyTransaction tx;
  private final Idempotency idempotency;
  private final DriftReports reports;
  private final Operations operations;
  private final LookForDrift look;
  private final ResyncOwner resync;
  private final Audit audit;
  private final Jobs jobs;
  private final Ids ids;
  private final IdentityConfig.Drift config;
  private final Clock realClock = Clock.systemUTC();

  RepairDrift(
      CompanyTransaction tx,
      Idempotency idempotency,
      DriftReports reports,
      Operations operations,
      LookForDrift look,
      ResyncOwner resync,
      Audit audit,
      Jobs jobs,
      Ids ids,
      IdentityConfig config) {
    this.tx = tx;
    this.idempotency = idempotency;
    this.reports = reports;
    this.operations = operations;
    this.look = look;
    this.resync = resync;
    this.audit = audit;
    this.jobs = jobs;
    this.ids = ids;
    this.config = config.drift();
  }

  /** Begins to repair what the report found and nobody has repaired; the operation's id. */
  public Uni<Outcome<Created>> begin(Caller caller, UUID report, @Nullable RequestKey key) {
    return reports.find(caller.company(), report).chain(found -> begin(caller, found, key));
  }

  private Uni<Outcome<Created>> begin(
      Caller caller, Optional<ReportLine> report, @Nullable RequestKey key) {
    return refusal(report)
        .map(refusal -> Uni.createFrom().item(Outcome.<Created>refused(refusal)))
        .orElseGet(
            () ->
                tx.within(
                    caller.company(),
                    () -> idempotency.once(key, () -> begun(caller, report.orElseThrow().id()))));
  }

  private static Optional<Refusal> refusal(Optional<ReportLine> report) {
    if (report.isEmpty()) {
      return Optional.of(Refusal.notFound());
    }
    return switch (report.get().status()) {
      case "DONE" -> Optional.empty();
      case "RUNNING" ->
          Optional.of(
              Refusal.of(
                  Refusal.Kind.CONFLICT,
                  "DRIFT_REPORT_RUNNING",
                  "The report is still being made; wait until it is done."));
      default ->
          Optional.of(
              Refusal.of(
                  Refusal.Kind.CONFLICT,
                  "DRIFT_REPORT_FAILED",
                  "The report could not be made; make another."));
    };
  }

  private Uni<Outcome<UUID>> begun(Caller caller, UUID report) {
    UUID operation = ids.next();
    return reports
        .claim(caller.company(), report, operation, MOST)
        .call(total -> operations.begin(caller, of(operation, total)))
        .call(total -> plan(caller.company(), new Step(operation, 0), Instant.EPOCH))
        .replaceWith(Outcome.done(operation));
  }

  private NewOperation of(UUID operation, int total) {
    return new NewOperation(operation, OPERATION, total, realClock.instant());
  }

  private Uni<Void> plan(UUID company, Step step, Instant due) {
    return jobs.plan(new JobRequest(KIND, company, step.toString(), due, JobRequest.Timeline.REAL));
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

  /** The repair of an operation's findings that were asked for that many times before. */
  private record Round(UUID company, OperationLine operation, int number) {

    UUID operationId() {
      return operation.id();
    }

    Asked asked() {
      return new Asked(
          company, new Actor(operation.startedBy(), operation.personId()), operation.requestId());
    }
  }

  private Uni<Void> work(Round round) {
    return reports
        .toRepair(round.company, round.operationId(), round.number, PAGE)
        .chain(page -> page.isEmpty() ? nextRound(round) : repair(round, page));
  }

  private Uni<Void> repair(Round round, List<FindingLine> page) {
    return Multi.createFrom()
        .iterable(page)
        .onItem()
        .transformToUniAndConcatenate(line -> repair(round, line))
        .onItem()
        .ignoreAsUni()
        .chain(() -> planned(round.company, new Step(round.operationId(), round.number), false));
  }

  private Uni<Void> repair(Round round, FindingLine line) {
    return look.still(round.company, line.finding())
        .chain(still -> still ? askAgain(round, line) : gone(round, line));
  }

  private Uni<Void> gone(Round round, FindingLine line) {
    return settled(round, line, round.number == 0 ? "GONE" : "REPAIRED", null);
  }

  private Uni<Void> askAgain(Round round, FindingLine line) {
    return round.number >= config.attempts()
        ? settled(round, line, NOT_REPAIRED, "STILL_THERE")
        : ask(round, line);
  }

  private Uni<Void> ask(Round round, FindingLine line) {
    DriftFinding finding = line.finding();
    return switch (finding.kind().repair()) {
      case TELL_USER ->
          tx.within(
              round.company,
              () ->
                  resync
                      .user(round.company, finding)
                      .chain(told -> asked(round, line, told, "UNKNOWN_USER")));
      case RECONCILE_ACCOUNT ->
          tx.within(
              round.company,
              () ->
                  resync
                      .account(round.company, finding)
                      .chain(told -> asked(round, line, told, "UNKNOWN_USER")));
      case TELL_INVITATION ->
          resync
              .invitation(round.company, finding)
              .chain(
                  told ->
                      tx.within(
                          round.company, () -> asked(round, line, told, "UNKNOWN_INVITATION")));
      case NONE -> settled(round, line, NOT_REPAIRED, "ACCOUNT_MISSING");
    };
  }

  private Uni<Void> asked(Round round, FindingLine line, boolean told, String problem) {
    return told
        ? reports.asked(round.company, line, round.number + 1)
        : settle(round, line, NOT_REPAIRED, problem);
  }

  private Uni<Void> settled(
      Round round, FindingLine line, String outcome, @Nullable String problem) {
    return tx.within(round.company, () -> settle(round, line, outcome, problem));
  }

  private Uni<Void> settle(
      Round round, FindingLine line, String outcome, @Nullable String problem) {
    return reports
        .repaired(round.company, line, outcome)
        .chain(first -> first ? note(round, line, outcome, problem) : nothing());
  }

  private Uni<Void> note(Round round, FindingLine line, String outcome, @Nullable String problem) {
    return operations
        .note(
            round.company,
            round.operationId(),
            new ResultLine(line.id().toString(), outcome, problem),
            realClock.instant())
        .chain(() -> audit.record(round.asked(), deed(round, line, outcome)));
  }

  private static Deed deed(Round round, FindingLine line, String outcome) {
    DriftFinding finding = line.finding();
    return new Deed(
        "drift.repaired",
        new Subject(subjectType(finding.kind()), finding.subject()),
        Map.of(
            "kind", finding.kind().name(),
            "service", finding.service(),
            "ownerId", finding.owner().toString(),
            "believed", finding.believed(),
            "known", finding.known()),
        Map.of("outcome", outcome, "operationId", round.operationId().toString()));
  }

  private static String subjectType(DriftFinding.Kind kind) {
    return switch (kind) {
      case STALE_VIEW, MEMBER_WITHOUT_LICENSE -> "user";
      case LICENSE_OF_NO_MEMBER, SEAT_OF_ENDED_INVITATION -> "license";
      case NUMBER_OF_NO_MEMBER, NUMBER_HELD_FOR_ACTIVE_MEMBER -> "number";
      case ACCOUNT_ENABLED_WITHOUT_MEMBERSHIP, ACCOUNT_DISABLED_WITH_MEMBERSHIP, ACCOUNT_MISSING ->
          "account";
    };
  }

  private Uni<Void> nextRound(Round round) {
    return reports
        .toRepair(round.company, round.operationId(), round.number + 1, 1)
        .chain(
            left ->
                left.isEmpty()
                    ? done(round)
                    : planned(
                        round.company, new Step(round.operationId(), round.number + 1), true));
  }

  private Uni<Void> planned(UUID company, Step step, boolean later) {
    Instant due = later ? realClock.instant().plus(config.grace()) : Instant.EPOCH;
    return tx.within(company, () -> plan(company, step, due));
  }

  private Uni<Void> done(Round round) {
    return tx.within(
        round.company,
        () -> operations.end(round.company, round.operationId(), "DONE", realClock.instant()));
  }

  private Uni<Void> giveUp(UUID company, UUID operation) {
    return tx.within(
        company,
        () ->
            reports
                .letGo(company, operation)
                .chain(() -> operations.end(company, operation, "FAILED", realClock.instant())));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
