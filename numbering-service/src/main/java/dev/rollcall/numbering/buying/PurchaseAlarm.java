package dev.rollcall.numbering.buying;

import dev.rollcall.numbering.Purchase;
import dev.rollcall.numbering.storage.Purchases;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.JobRequest.Timeline;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.storage.CompanyTransaction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Tells that a purchase waits past its deadline (EVENTS.md, Processes), in the log and as {@code
 * rollcall.process.overdue}. It changes nothing: billing's answer and the order at the carrier are
 * retried all the same.
 */
@ApplicationScoped
public class PurchaseAlarm implements JobHandler {

  private static final Logger LOG = Logger.getLogger(PurchaseAlarm.class);

  private static final String KIND = "purchase-deadline";

  private final CompanyTransaction transaction;
  private final Purchases purchases;
  private final Jobs jobs;
  private final Counter overdue;

  PurchaseAlarm(
      CompanyTransaction transaction, Purchases purchases, Jobs jobs, MeterRegistry metrics) {
    this.transaction = transaction;
    this.purchases = purchases;
    this.jobs = jobs;
    this.overdue =
        Counter.builder("rollcall.process.overdue")
            .description("Processes that were still waiting at their deadline")
            .tag("process", "buy-number")
            .register(metrics);
  }

  /** Goes off at the purchase's deadline; inside the transaction that begins it. */
  Uni<Void> set(Purchase purchase) {
    return jobs.plan(
        new JobRequest(
            KIND,
            purchase.companyId(),
            purchase.id().toString(),
            purchase.deadline(),
            Timeline.REAL));
  }

  /** Inside the transaction that settles the purchase. */
  Uni<Void> cancel(Purchase purchase) {
    return jobs.cancel(KIND, purchase.companyId(), purchase.id().toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Uni<Void> run(Job job) {
    UUID purchaseId = UUID.fromString(job.subject());
    return transaction
        .within(job.companyId(), () -> purchases.get(job.companyId(), purchaseId))
        .invoke(this::raise)
        .replaceWithVoid();
  }

  private void raise(Optional<Purchase> found) {
    found.filter(purchase -> !purchase.state().settled()).ifPresent(this::raise);
  }

  private void raise(Purchase purchase) {
    overdue.increment();
    LOG.warnf(
        "Purchase %s of company %s is still %s at its deadline %s",
        purchase.id(), purchase.companyId(), purchase.state(), purchase.deadline());
  }
}
