package dev.rollcall.platform.web.idempotency;

import dev.rollcall.platform.storage.OldRows;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes the rows of keys older than 24 h, real time. Every replica may do it: deleting twice is
 * deleting once. Row-level security lets a purge see the expired rows only, and nobody else any of
 * another company.
 */
@ApplicationScoped
class IdempotencyPurge {

  private static final Duration KEPT = Duration.ofHours(24);

  private static final String DELETE =
      """
      delete from idempotency where (company_id, caller, scope, key) in (
        select company_id, caller, scope, key from idempotency
        where created_at < $1 order by created_at limit $2)
      """;

  private final OldRows oldRows;

  IdempotencyPurge(OldRows oldRows) {
    this.oldRows = oldRows;
  }

  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> purge() {
    return oldRows.delete(DELETE, Instant.now().minus(KEPT));
  }
}
