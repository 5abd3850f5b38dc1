package dev.rollcall.platform.messaging;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Deletes outbox and inbox rows that are older than they need to be, by a job that plans itself
 * anew, so that one replica does it. Deleting outbox rows publishes nothing. Real time.
 */
@ApplicationScoped
class Retention implements JobHandler {

  static final String KIND = "platform.retention";
  private static final String SUBJECT = "outbox-inbox";
  private static final int BATCH = 5_000;

  // By the time in the UUIDv7, so that the outbox needs no index besides its key; by the owner's
  // function, since the service's role may only add to it.
  private static final String OUTBOX = "select outbox_purge($1, $2) as gone";

  private static final String INBOX =
      """
      with gone as (
        delete from inbox where (consumer, event_id) in (
          select consumer, event_id from inbox where at < $1 limit $2)
        returning event_id)
      select count(*) as gone from gone
      """;

  private final Pool pool;
  private final RecurringJobs recurring;
  private final MessagingConfig.Keeping keeping;

  Retention(Pool pool, RecurringJobs recurring, MessagingConfig config) {
    this.pool = pool;
    this.recurring = recurring;
    this.keeping = config.retention();
  }

  void start(@Observes StartupEvent event) {
    recurring.begin(KIND, SUBJECT);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Duration lease() {
    return Duration.ofMinutes(10);
  }

  @Override
  public Uni<Void> run(Job job) {
    Instant now = Instant.now();
    return deleteAll(OUTBOX, smallestIdAt(now.minus(keeping.outbox())))
        .chain(() -> deleteAll(INBOX, now.minus(keeping.inbox()).atOffset(ZoneOffset.UTC)))
        .chain(() -> recurring.again(KIND, SUBJECT, keeping.every()));
  }

  /** The smallest UUIDv7 of that millisecond (RFC 9562 §5.7). */
  static UUID smallestIdAt(Instant instant) {
    return new UUID(instant.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L);
  }

  // In batches, each its own short transaction, so that no long one holds vacuum back.
  private Uni<Void> deleteAll(String sql, Object before) {
    return pool.preparedQuery(sql)
        .execute(Tuple.of(before, BATCH))
        .map(rows -> rows.iterator().next().getLong("gone"))
        .chain(gone -> gone < BATCH ? Uni.createFrom().voidItem() : deleteAll(sql, before));
  }
}
