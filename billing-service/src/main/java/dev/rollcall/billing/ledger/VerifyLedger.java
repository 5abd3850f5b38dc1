package dev.rollcall.billing.ledger;

import dev.rollcall.billing.LedgerCheck;
import dev.rollcall.billing.LedgerProof;
import dev.rollcall.billing.settings.BillingConfig;
import dev.rollcall.billing.storage.LedgerChecks;
import dev.rollcall.billing.storage.LedgerVerifications;
import dev.rollcall.billing.storage.LedgerVerifications.Running;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.operations.Operations;
import dev.rollcall.platform.web.operations.Operations.NewOperation;
import dev.rollcall.platform.web.operations.Operations.ResultLine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * Proves a company's ledger (BIL-3): a short one at once; a long one as an operation, some steps at
 * a time, each time from where the last has come to, whatever happened to the replica that took it.
 */
@ApplicationScoped
class VerifyLedger implements JobHandler {

  /** What the operation is called. */
  static final String OPERATION = "LEDGER_VERIFICATION";

  private static final String KIND = "verify-ledger";

  private final CompanyTransaction transaction;
  private final LedgerChecks checks;
  private final LedgerVerifications verifications;
  private final Operations operations;
  private final Jobs jobs;
  private final Ids ids;
  private final BillingConfig.Verification config;
  private final Clock realClock = Clock.systemUTC();

  VerifyLedger(
      CompanyTransaction transaction,
      LedgerChecks checks,
      LedgerVerifications verifications,
      Operations operations,
      Jobs jobs,
      Ids ids,
      BillingConfig config) {
    this.transaction = transaction;
    this.checks = checks;
    this.verifications = verifications;
    this.operations = operations;
    this.jobs = jobs;
    this.ids = ids;
    this.config = config.verification();
  }

  /** Whether a ledger of so many entries is proved at once. */
  boolean isShort(long entries) {
    return entries <= config.atOnce();
  }

  /** Proves it now, in one snapshot. */
  Uni<LedgerProof> now(UUID company) {
    return checks
        .advance(company, LedgerCheck.start(), config.pageSize(), Integer.MAX_VALUE)
        .map(LedgerCheck::result);
  }

  /** The operation that proves it: the caller's that is under way, or one that begins. */
  Uni<UUID> begin(Caller caller) {
    return transaction.within(caller.company(), () -> begun(caller, ids.next()));
  }

  private Uni<UUID> begun(Caller caller, UUID operation) {
    return verifications
        .begin(caller.company(), operation, caller.userId())
        .call(running -> running.equals(operation) ? plan(caller, operation) : none());
  }

  private Uni<Void> plan(Caller caller, UUID operation) {
    return operations
        .begin(caller, new NewOperation(operation, OPERATION, 1, realClock.instant()))
        .chain(() -> plan(caller.company(), operation));
  }

  private Uni<Void> plan(UUID company, UUID operation) {
    return jobs.plan(JobRequest.now(KIND, company, operation.toString()));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Duration lease() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Uni<Void> run(Job job) {
    UUID company = job.companyId();
    UUID operation = UUID.fromString(job.subject());
    Uni<Void> work =
        transaction
            .within(company, () -> verifications.find(company, operation))
            .chain(found -> found.map(this::further).orElseGet(VerifyLedger::none));
    return job.last() ? work.onFailure().recoverWithUni(() -> giveUp(company, operation)) : work;
  }

  private Uni<Void> further(Running running) {
    return checks
        .advance(running.company(), running.check(), config.pageSize(), config.stepsAtATime())
        .map(running::at)
        .chain(taken -> transaction.within(taken.company(), () -> store(taken)));
  }

  private Uni<Void> store(Running taken) {
    return taken.check().stage() == LedgerCheck.Stage.DONE
        ? verifications.end(taken).chain(ended -> ended ? end(taken) : none())
        : verifications
            .store(taken)
            .chain(stored -> stored ? plan(taken.company(), taken.operation()) : none());
  }

  private Uni<Void> end(Running taken) {
    UUID company = taken.company();
    var result = new ResultLine(company.toString(), "DONE", null);
    return operations
        .note(company, taken.operation(), result, realClock.instant())
        .chain(
            () ->
                operations.endWith(
                    company,
                    taken.operation(),
                    VerificationView.of(taken.check().result()),
                    realClock.instant()));
  }

  private Uni<Void> giveUp(UUID company, UUID operation) {
    return transaction.within(company, () -> failed(company, operation));
  }

  private Uni<Void> failed(UUID company, UUID operation) {
    return verifications
        .find(company, operation)
        .chain(found -> found.map(verifications::end).orElseGet(VerifyLedger::nothing))
        .chain(() -> operations.end(company, operation, "FAILED", realClock.instant()));
  }

  private static Uni<Void> none() {
    return Uni.createFrom().voidItem();
  }

  private static Uni<Boolean> nothing() {
    return Uni.createFrom().item(false);
  }
}
