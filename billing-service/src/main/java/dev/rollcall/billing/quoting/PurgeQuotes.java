package dev.rollcall.billing.quoting;

import dev.rollcall.billing.settings.BillingConfig;
import dev.rollcall.billing.storage.Quotes;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.RecurringJobs;
import dev.rollcall.platform.storage.OldRows;
import dev.rollcall.platform.time.ProductClock;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Deletes quotes that expired long ago, of every company: nobody can use or repeat them. */
@ApplicationScoped
class PurgeQuotes implements JobHandler {

  private static final String KIND = "billing.purge";
  private static final String SUBJECT = "quotes";

  private final OldRows old;
  private final RecurringJobs recurring;
  private final ProductClock clock;
  private final BillingConfig.Quotes config;

  PurgeQuotes(OldRows old, RecurringJobs recurring, ProductClock clock, BillingConfig config) {
    this.old = old;
    this.recurring = recurring;
    this.clock = clock;
    this.config = config.quotes();
  }

  void start(@Observes StartupEvent event) {
    recurring.begin(KIND, SUBJECT);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** It comes again and again: a day without the database must not end it. */
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
    return old.delete(Quotes.PURGE, clock.instant().minus(config.retention()))
        .chain(() -> recurring.again(KIND, SUBJECT, config.purgeEvery()));
  }
}
