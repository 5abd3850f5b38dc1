package dev.rollcall.platform.web.clock;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The tables {@code clock} and {@code clock_replica}: where product time is moved to. */
@ApplicationScoped
class ClockStore {

  /** The postgres channel that tells of a move. */
  static final String CHANNEL = "rollcall_clock";

  private static final String READ = "select offset_micros, version from clock";

  private static final String MOVE =
      "update clock set offset_micros = $1, version = version + 1 returning offset_micros, version";

  private static final String TELL = "select pg_notify('" + CHANNEL + "', '')";

  private static final String ACKNOWLEDGE =
      """
      insert into clock_replica as r (id, seen_version, seen_at) values ($1, $2, clock_timestamp())
      on conflict on constraint clock_replica_pk do update set
        seen_version = greatest(r.seen_version, excluded.seen_version), seen_at = excluded.seen_at
      """;

  private static final String FORGET =
      "delete from clock_replica where id = $1 or seen_at < now() - interval '1 minute'";

  /** Replicas that live, that is, have been seen lately, and do not hold that version yet. */
  private static final String BEHIND =
      """
      select count(*) from clock_replica
      where seen_version < $1 and seen_at > now() - interval '3 seconds'
      """;

  private final Pool pool;

  ClockStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * Where product time is.
   *
   * @param offset how far ahead of real time
   * @param version rises with every move
   */
  record Setting(Duration offset, long version) {}

  Uni<Setting> read() {
    return pool.query(READ).execute().map(ClockStore::setting);
  }

  /** Moves product time and tells every replica. */
  Uni<Setting> move(Duration offset) {
    return pool.withTransaction(connection -> move(connection, offset));
  }

  private static Uni<Setting> move(SqlConnection connection, Duration offset) {
    return connection
        .preparedQuery(MOVE)
        .execute(Tuple.of(micros(offset)))
        .map(ClockStore::setting)
        .call(() -> connection.query(TELL).execute());
  }

  /** Says that this replica lives and holds that version. */
  Uni<Void> acknowledge(UUID replica, long version) {
    return pool.preparedQuery(ACKNOWLEDGE).execute(Tuple.of(replica, version)).replaceWithVoid();
  }

  /** Says that this replica goes, and clears away those that went without saying. */
  Uni<Void> forget(UUID replica) {
    return pool.preparedQuery(FORGET).execute(Tuple.of(replica)).replaceWithVoid();
  }

  /** Whether every living replica holds that version or a later one. */
  Uni<Boolean> heldEverywhere(long version) {
    return pool.preparedQuery(BEHIND)
        .execute(Tuple.of(version))
        .map(rows -> rows.iterator().next().getLong(0) == 0);
  }

  private static Setting setting(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    return new Setting(Duration.of(row.getLong(0), ChronoUnit.MICROS), row.getLong(1));
  }

  private static long micros(Duration offset) {
    return Math.addExact(
        Math.multiplyExact(offset.getSeconds(), 1_000_000L), offset.getNano() / 1000L);
  }
}
