package dev.rollcall.invitation.purging;

import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.storage.Links;
import dev.rollcall.invitation.storage.MailCounts;
import dev.rollcall.invitation.storage.MailDays;
import dev.rollcall.invitation.storage.OldSteps;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.RecurringJobs;
import dev.rollcall.platform.time.ProductClock;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;

/** Deletes what only grows and no rule needs any more, whatever company it is of. */
@ApplicationScoped
class PurgeOldRows implements JobHandler {

  static final String KIND = "invitation.purge";
  static final String SUBJECT = "old-rows";

  private final MailCounts counts;
  private final MailDays days;
  private final Links links;
  private final OldSteps steps;
  private final RecurringJobs recurring;
  private final ProductClock clock;
  private final InvitationConfig.Retention retention;

  PurgeOldRows(
      MailCounts counts,
      MailDays days,
      Links links,
      OldSteps steps,
      RecurringJobs recurring,
      ProductClock clock,
      InvitationConfig config) {
    this.counts = counts;
    this.days = days;
    this.links = links;
    this.steps = steps;
    this.recurring = recurring;
    this.clock = clock;
    this.retention = config.retention();
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
    Instant now = clock.instant();
    return counts
        .purge(now)
        .chain(() -> days.purge(now))
        .chain(() -> links.purge(Instant.now().minus(retention.links())))
        .chain(() -> steps.purge(now.minus(retention.timelines())))
        .chain(() -> recurring.again(KIND, SUBJECT, retention.every()));
  }
}
