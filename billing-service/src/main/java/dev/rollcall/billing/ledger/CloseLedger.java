package dev.rollcall.billing.ledger;

import dev.rollcall.billing.storage.LedgerBook;
import dev.rollcall.billing.storage.LedgerClosings;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.storage.CompanyTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * Closes the hours of a company's ledger, so that a balance needs only what came after (BIL-3). So
 * many entries at a time, each time in a transaction of its own: what a crash leaves undone the
 * next attempt does.
 */
@ApplicationScoped
class CloseLedger implements JobHandler {

  /** How many entries are closed in one transaction. */
  static final int BATCH = 1_000;

  private final CompanyTransaction transaction;
  private final LedgerClosings closings;

  CloseLedger(CompanyTransaction transaction, LedgerClosings closings) {
    this.transaction = transaction;
    this.closings = closings;
  }

  @Override
  public String kind() {
    return LedgerBook.CLOSE;
  }

  /** As often as it takes: balances stay right without it, but get slower. */
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
    return Uni.createFrom()
        .deferred(() -> closeSome(job.companyId()))
        .repeat()
        .whilst(closed -> closed == BATCH)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Integer> closeSome(UUID company) {
    return transaction.within(company, () -> closings.closeNext(company, BATCH));
  }
}
