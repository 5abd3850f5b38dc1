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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Tells that a purchase waits past its deadline (EVENTS.md, Processes), in the log and as {@code
 * rollcall.process.overdue}, and again every hour until it is settled. One that still waits for
 * billing asks again in the same attempt: the answer may be lost for good, and billing repeats the
 * one that it has recorded. The order at the carrier is retried all the same.
 */
@ApplicationScoped
public class PurchaseAlarm implements JobHandler {

  private static final Logger LOG = Logger.getLogger(PurchaseAlarm.class);

  private static final String KIND = "purchase-deadline";
  private static final Duration UNTIL_NEXT_LOOK = Duration.ofHours(1);

  private final CompanyTransaction transaction;
  private final Purchases purchases;
  private final AskForCharge ask;
  private final Jobs jobs;
  private final Counter overdue;
  private final Clock realClock = Clock.systemUTC();

  PurchaseAlarm(
      CompanyTransaction transaction,
      Purchases purchases,
      AskForCharge ask,
      Jobs jobs,
      MeterRegistry metrics) {
    this.transaction = transaction;
    this.purchases = purchases;
    this.ask = ask;
    this.jobs = jobs;
    this.overdue =
        Counter.builder("rollcall.process.overdue")
            .description("Processes that were still waiting at their deadline")
            .tag("process", "buy-number")
            .register(metrics);
  }

  /** Goes off at the purchase's deadline; inside the transaction that begins it. */
  Uni<Void> set(Purchase purchase) {
    return lookAt(purchase.deadline(), purchase);
  }

  private Uni<Void> lookAt(Instant due, Purchase purchase) {
    return jobs.plan(
        new JobRequest(KIND, purchase.companyId(), purchase.id().toString(), due, Timeline.REAL));
  }

  /** Inside the transaction that settles the purchase. */
  Uni<Void> cancel(Purchase purchase) {
    return jobs.cancel(KIND, purchase.companyId(), purchase.id().toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** As often as it takes: who waits for an answer must not be forgotten. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Uni<Void> run(Job job) {
    UUID purchaseId = UUID.fromString(job.subject());
    return transaction.within(
        job.companyId(),
        () ->
            purchases
                .lock(job.companyId(), purchaseId)
                .call(() -> jobs.end(job))
                .chain(this::look));
  }

  private Uni<Void> look(Optional<Purchase> found) {
    return found
        .filter(purchase -> !purchase.state().settled())
        .map(this::overdue)
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> overdue(Purchase purchase) {
    return ask.again(purchase)
        .chain(() -> lookAt(realClock.instant().plus(UNTIL_NEXT_LOOK), purchase))
        .invoke(() -> raise(purchase));
  }

  private void raise(Purchase purchase) {
    overdue.increment();
    LOG.warnf(
        "Purchase %s of company %s is still %s at its deadline %s",
        purchase.id(), purchase.companyId(), purchase.state(), purchase.deadline());
  }
}
