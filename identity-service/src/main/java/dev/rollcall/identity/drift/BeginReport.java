package dev.rollcall.identity.drift;

import dev.rollcall.identity.storage.DriftReports;
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
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Begins a drift report; {@link ReportDrift} makes it. */
@ApplicationScoped
public class BeginReport {

  private static final Duration ABANDONED = Duration.ofHours(1);

  private final CompanyTransaction tx;
  private final Idempotency idempotency;
  private final DriftReports reports;
  private final Jobs jobs;
  private final Ids ids;
  private final Clock realClock = Clock.systemUTC();

  BeginReport(
      CompanyTransaction tx, Idempotency idempotency, DriftReports reports, Jobs jobs, Ids ids) {
    this.tx = tx;
    this.idempotency = idempotency;
    this.reports = reports;
    this.jobs = jobs;
    this.ids = ids;
  }

  /** Begins a report; 409 while another is running. */
  public Uni<Outcome<Created>> begin(Caller caller, @Nullable RequestKey key) {
    return tx.within(caller.company(), () -> idempotency.once(key, () -> begin(caller)));
  }

  private Uni<Outcome<UUID>> begin(Caller caller) {
    UUID report = ids.next();
    Instant now = realClock.instant();
    return reports
        .giveUpOlder(caller.company(), now.minus(ABANDONED), now)
        .chain(() -> reports.begin(caller, report, now))
        .chain(begun -> begun ? planned(caller.company(), report) : running());
  }

  private Uni<Outcome<UUID>> planned(UUID company, UUID report) {
    return jobs.plan(JobRequest.now(ReportDrift.KIND, company, new Step(report, 0).toString()))
        .replaceWith(Outcome.done(report));
  }

  private static Uni<Outcome<UUID>> running() {
    return Uni.createFrom()
        .item(
            Outcome.refused(
                Refusal.of(
                    Refusal.Kind.CONFLICT,
                    "DRIFT_REPORT_RUNNING",
                    "A report of this company is being made; wait until it is done.")));
  }
}
