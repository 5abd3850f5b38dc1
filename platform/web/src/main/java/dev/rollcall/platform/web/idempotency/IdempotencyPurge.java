package dev.rollcall.platform.web.idempotency;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Deletes the rows of keys older than 24 h, real time. Every replica may do it: deleting twice is
 * deleting once. Row-level security lets this statement see the expired rows only.
 */
@ApplicationScoped
class IdempotencyPurge {

  private static final int BATCH = 5_000;

  // In batches, each far from the statement timeout.
  private static final String DELETE =
      """
      delete from idempotency where (company_id, caller, scope, key) in (
        select company_id, caller, scope, key from idempotency
        where created_at < now() - interval '24 hours'
        order by created_at limit %d)
      """
          .formatted(BATCH);

  private final Pool pool;

  IdempotencyPurge(Pool pool) {
    this.pool = pool;
  }

  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> purge() {
    return pool.query(DELETE)
        .execute()
        .chain(rows -> rows.rowCount() < BATCH ? Uni.createFrom().voidItem() : purge());
  }
}
