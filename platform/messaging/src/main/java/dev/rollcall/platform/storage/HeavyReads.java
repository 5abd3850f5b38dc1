package dev.rollcall.platform.storage;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Reads that may take long (balances, verification, searches over much): on a small pool of their
 * own with a time limit of its own, a few at a time per company, so that nobody's reads keep a
 * connection from those who write, nor all of the small pool from other companies. One company's
 * reads wait for each other for a while; beyond that they fail with {@link TooManyReads}, which is
 * answered 429.
 *
 * <p>Each is one read-only transaction of one snapshot, bound to one company as in {@link
 * CompanySql}. They don't nest: the inner one could wait for the outer one's place for ever.
 */
@ApplicationScoped
public class HeavyReads {

  private final ServicePools pools;
  private final CompanyShares shares;

  HeavyReads(ServicePools pools, StorageConfig config) {
    this.pools = pools;
    this.shares =
        new CompanyShares(config.heavyReads().perCompany(), config.heavyReads().waiting());
  }

  /**
   * Runs the reads of that company. Once begun they run to their end, whether or not the caller
   * still wants to know.
   */
  public <T> Uni<T> within(UUID company, Function<SqlConnection, Uni<T>> work) {
    Uni<T> reads = shares.enter(company).chain(() -> leaving(company, work));
    return Uni.createFrom().emitter(emitter -> runToTheEnd(reads, emitter));
  }

  /** What a query of that company finds, row by row. */
  public <T> Uni<List<T>> list(UUID company, String query, Tuple values, Function<Row, T> one) {
    return within(company, connection -> connection.preparedQuery(query).execute(values))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(one).toList());
  }

  private <T> Uni<T> leaving(UUID company, Function<SqlConnection, Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> pools.heavy().withTransaction(connection -> bound(connection, company, work)))
        .onTermination()
        .invoke(() -> shares.leave(company));
  }

  private static <T> Uni<T> bound(
      SqlConnection connection, UUID company, Function<SqlConnection, Uni<T>> work) {
    return connection
        .query(
            "set transaction isolation level repeatable read, read only;"
                + " select set_config('rollcall.company', '"
                + company
                + "', true)")
        .execute()
        .chain(bound -> work.apply(connection));
  }

  // The emitter never passes a cancellation on: a cancelled transaction would keep its connection.
  private static <T> void runToTheEnd(Uni<T> reads, UniEmitter<? super T> emitter) {
    reads.subscribe().with(emitter::complete, emitter::fail);
  }
}
