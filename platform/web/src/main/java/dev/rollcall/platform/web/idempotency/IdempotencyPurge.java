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

  private final Pool pool;

  IdempotencyPurge(Pool pool) {
    this.pool = pool;
  }

  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> purge() {
    return pool.query("delete from idempotency where created_at < now() - interval '24 hours'")
        .execute()
        .replaceWithVoid();
  }
}
