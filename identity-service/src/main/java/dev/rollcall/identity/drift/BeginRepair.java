package dev.rollcall.identity.drift;

import dev.rollcall.identity.storage.DriftRepairs;
import dev.rollcall.identity.storage.DriftReports;
import dev.rollcall.identity.storage.DriftReports.ReportLine;
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
import dev.rollcall.platform.web.operations.Operations;
import dev.rollcall.platform.web.operations.Operations.NewOperation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins the repair of what a report found; {@link RepairDrift} does it. */
@ApplicationScoped
public class BeginRepair {

  /** How many findings one operation takes; a further one takes the rest. */
  static final int MOST = 1000;

  private static final String OPERATION = "DRIFT_REPAIR";

  private final CompanyTransaction tx;
  private final Idempotency idempotency;
  private final DriftReports reports;
  private final DriftRepairs repairs;
  private final Operations operations;
  private final Jobs jobs;
  private final Ids ids;
  private final Clock realClock = Clock.systemUTC();

  BeginRepair(
      CompanyTransaction tx,
      Idempotency idempotency,
      DriftReports reports,
      DriftRepairs repairs,
      Operations operations,
      Jobs jobs,
      Ids ids) {
    this.tx = tx;
    this.idempotency = idempotency;
    this.reports = reports;
    this.repairs = repairs;
    this.operations = operations;
    this.jobs = jobs;
    this.ids = ids;
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
    return repairs
        .claim(caller.company(), report, operation, MOST)
        .call(total -> operations.begin(caller, of(operation, total)))
        .call(total -> plan(caller.company(), operation))
        .replaceWith(Outcome.done(operation));
  }

  private NewOperation of(UUID operation, int total) {
    return new NewOperation(operation, OPERATION, total, realClock.instant());
  }

  private Uni<Void> plan(UUID company, UUID operation) {
    return jobs.plan(JobRequest.now(RepairDrift.KIND, company, new Step(operation, 0).toString()));
  }
}
