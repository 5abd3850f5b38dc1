package dev.rollcall.platform.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Function;

/**
 * Deletes rows that nobody needs any more, of all companies, for jobs that come again and again. In
 * batches, each a short transaction of its own: none holds vacuum back or comes near the statement
 * timeout, and what a crash leaves undone the next run does.
 */
@ApplicationScoped
public class OldRows {

  /** Most rows of one batch. */
  public static final int BATCH = 1_000;

  /** What the policies of tables with row-level security look at that let old rows be deleted. */
  private static final String PURGING = "select set_config('rollcall.purging', 'on', true)";

  private final Pool pool;

  OldRows(Pool pool) {
    this.pool = pool;
  }

  /**
   * Deletes all that are older.
   *
   * @param batch deletes up to {@code $2} rows that are older than {@code $1}, found by an index;
   *     of a table with row-level security only what its policy for purging shows
   */
  public Uni<Void> delete(String batch, Instant before) {
    return delete(batch, before.atOffset(ZoneOffset.UTC), BATCH);
  }

  /**
   * Deletes all that are lower.
   *
   * @param before the value of {@code $1}
   * @param atMost how many rows a batch has, for rows that others go with
   */
  public Uni<Void> delete(String batch, Object before, int atMost) {
    return Uni.createFrom()
        .deferred(() -> deleteSome(batch, Tuple.of(before, atMost)))
        .repeat()
        .whilst(deleted -> deleted == atMost)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Integer> deleteSome(String batch, Tuple values) {
    return within(
        connection -> connection.preparedQuery(batch).execute(values).map(RowSet::rowCount));
  }

  /** Runs the work in a transaction that sees the old rows of every company, and no others. */
  public <T> Uni<T> within(Function<SqlConnection, Uni<T>> work) {
    return pool.withTransaction(
        connection -> connection.query(PURGING).execute().chain(on -> work.apply(connection)));
  }
}
