package dev.rollcall.billing.removing;

import dev.rollcall.billing.License;
import dev.rollcall.billing.Movement;
import dev.rollcall.billing.events.LicenseEvents;
import dev.rollcall.billing.storage.LedgerBook;
import dev.rollcall.billing.storage.Licenses;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Ends licenses whose removal has come, at the renewal (BIL-4): no longer paid for. So many at a
 * time, each time in a transaction of its own, so that none holds the company's ledger for long;
 * what a crash leaves undone the next attempt does.
 */
@ApplicationScoped
public class CancelRemoved implements JobHandler {

  /** The job's kind; its subject is the day of the renewal. */
  public static final String KIND = "cancel-removed-licenses";

  /** How many end in one transaction. */
  static final int BATCH = 200;

  private final CompanyTransaction transaction;
  private final Licenses licenses;
  private final LedgerBook ledger;
  private final Outbox outbox;
  private final ProductClock clock;

  CancelRemoved(
      CompanyTransaction transaction,
      Licenses licenses,
      LedgerBook ledger,
      Outbox outbox,
      ProductClock clock) {
    this.transaction = transaction;
    this.licenses = licenses;
    this.ledger = ledger;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** What nobody wants any more must not be charged for ever. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Duration lease() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Uni<Void> run(Job job) {
    return cancelAll(job.companyId(), LocalDate.parse(job.subject()));
  }

  private Uni<Void> cancelAll(UUID company, LocalDate renewal) {
    return Uni.createFrom()
        .deferred(() -> transaction.within(company, () -> cancelSome(company, renewal)))
        .repeat()
        .whilst(cancelled -> cancelled == BATCH)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** How many it has ended. */
  private Uni<Integer> cancelSome(UUID company, LocalDate renewal) {
    return licenses
        .removalDue(company, renewal, BATCH)
        .call(due -> cancel(company, due))
        .map(List::size);
  }

  private Uni<Void> cancel(UUID company, List<License> due) {
    Instant now = clock.instant();
    List<Movement> movements = due.stream().map(license -> license.cancel(now)).toList();
    return ledger
        .move(company, movements, now)
        .chain(() -> outbox.appendAll(LicenseEvents.of(movements)));
  }
}
