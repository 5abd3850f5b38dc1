package dev.rollcall.identity.offices;

import dev.rollcall.identity.OfficeClosing;
import dev.rollcall.identity.OfficeClosingRules;
import dev.rollcall.identity.OfficeClosingRules.Decision;
import dev.rollcall.identity.storage.OfficeClosings;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.storage.CompanyTransaction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Looks at the closing of an office at the deadline of its attempt: who has not answered is asked
 * again, an alarm is raised, and in the end the office is open again.
 */
@ApplicationScoped
class ClosingDeadline implements JobHandler {

  /** The job's kind; its subject is the process. */
  static final String KIND = "identity.office-closing";

  private static final Logger LOG = Logger.getLogger(ClosingDeadline.class);

  private final CompanyTransaction tx;
  private final OfficeClosings closings;
  private final SettleClosing settle;
  private final Jobs jobs;
  private final Counter overdue;
  private final Clock realClock = Clock.systemUTC();

  ClosingDeadline(
      CompanyTransaction tx,
      OfficeClosings closings,
      SettleClosing settle,
      Jobs jobs,
      MeterRegistry metrics) {
    this.tx = tx;
    this.closings = closings;
    this.settle = settle;
    this.jobs = jobs;
    this.overdue =
        Counter.builder("rollcall.process.overdue")
            .description("Looks at a process that found it waiting past its deadline")
            .tag("process", "office-closing")
            .register(metrics);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** An office must not stay CLOSING, however long the database is away. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Uni<Void> run(Job job) {
    UUID process = UUID.fromString(job.subject());
    return tx.within(
        job.companyId(),
        () ->
            jobs.end(job)
                .chain(() -> settle.due(job.companyId(), process, this::decide))
                .chain(() -> lookAgainUnlessSettled(job.companyId(), process)));
  }

  private Decision decide(OfficeClosing closing) {
    Decision decision =
        OfficeClosingRules.deadline(closing, settle.patience(), realClock.instant());
    if (!(decision instanceof Decision.Unchanged)) {
      overdue.increment();
      LOG.warnf(
          "Closing office %s of company %s: attempt %d was answered by %s only",
          closing.officeId(), closing.companyId(), closing.attempt(), closing.answers().keySet());
    }
    return decision;
  }

  private Uni<Void> lookAgainUnlessSettled(UUID company, UUID process) {
    return closings
        .find(company, process)
        .chain(
            found ->
                found
                    .filter(closing -> !closing.settled())
                    .map(settle::lookAgain)
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }
}
