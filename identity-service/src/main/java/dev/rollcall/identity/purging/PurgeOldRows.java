package dev.rollcall.identity.purging;

import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.storage.SignUpBudgets;
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
import java.time.Instant;
import java.time.ZoneOffset;

/** Deletes what only grows and no rule needs any more, whatever company it is of. */
@ApplicationScoped
class PurgeOldRows implements JobHandler {

  static final String KIND = "identity.purge";
  private static final String SUBJECT = "old-rows";

  private static final String JOININGS =
      """
      with old as materialized (
        select join_id from joining where created_at < $1 order by created_at limit $2)
      delete from joining j using old where j.join_id = old.join_id
      """;

  private static final String REPORTS =
      """
      with old as materialized (
        select company_id, report_id from drift_report
        where settled_at < $1 order by settled_at limit $2)
      delete from drift_report r using old
      where r.company_id = old.company_id and r.report_id = old.report_id
      """;

  private final OldRows oldRows;
  private final SignUpBudgets signUps;
  private final RecurringJobs recurring;
  private final ProductClock clock;
  private final IdentityConfig.Retention retention;

  PurgeOldRows(
      OldRows oldRows,
      SignUpBudgets signUps,
      RecurringJobs recurring,
      ProductClock clock,
      IdentityConfig config) {
    this.oldRows = oldRows;
    this.signUps = signUps;
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

  /** One report at a time: its findings, which go with it, may be many. */
  @Override
  public Uni<Void> run(Job job) {
    Instant now = Instant.now();
    return oldRows
        .delete(JOININGS, now.minus(retention.joinings()))
        .chain(
            () ->
                oldRows.delete(
                    REPORTS, now.minus(retention.driftReports()).atOffset(ZoneOffset.UTC), 1))
        .chain(() -> signUps.purge(clock.instant()))
        .chain(() -> recurring.again(KIND, SUBJECT, retention.every()));
  }
}
