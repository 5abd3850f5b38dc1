package dev.rollcall.platform.web.operations;

import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.RecurringJobs;
import dev.rollcall.platform.storage.OldRows;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Deletes operations that settled long ago, with their results. */
@ApplicationScoped
class PurgeOperations implements JobHandler {

  static final String KIND = "platform.operations";
  private static final String SUBJECT = "settled";

  /** Each may have a thousand results, which go with it. */
  private static final int BATCH = 20;

  private static final String PURGE =
      """
      with old as materialized (
        select company_id, operation_id from operation
        where status <> 'RUNNING' and updated_at < $1 order by updated_at limit $2)
      delete from operation o using old
      where o.company_id = old.company_id and o.operation_id = old.operation_id
      """;

  private final OldRows oldRows;
  private final RecurringJobs recurring;
  private final OperationSettings settings;

  PurgeOperations(OldRows oldRows, RecurringJobs recurring, OperationSettings settings) {
    this.oldRows = oldRows;
    this.recurring = recurring;
    this.settings = settings;
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
    return oldRows
        .delete(PURGE, Instant.now().minus(settings.keep()).atOffset(ZoneOffset.UTC), BATCH)
        .chain(() -> recurring.again(KIND, SUBJECT, settings.every()));
  }
}
