package dev.rollcall.platform.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * Hot reads and pure projections on the plain reactive client, bound to one company like {@link
 * CompanyTransaction}. The whole unit of work happens on the given connection; it is never mixed
 * with a Hibernate session (that would be a second connection).
 */
@ApplicationScoped
public class CompanySql {

  private static final String BIND = "select set_config('rollcall.company', $1, true)";

  private final Pool pool;

  CompanySql(Pool pool) {
    this.pool = pool;
  }

  /**
   * Runs the work in a transaction of that company on one plain connection: begin and binding ride
   * with its first statement. Commits when the work answers, rolls back when it fails.
   */
  public <T> Uni<T> within(UUID company, Function<SqlConnection, Uni<T>> work) {
    return onConnection(connection -> transacted(connection, company, work));
  }

  /** What one query of that company finds; transaction, binding and query are one flight. */
  public Uni<RowSet<Row>> query(UUID company, String query, Tuple values) {
    return onConnection(connection -> inOneFlight(connection, company, query, values));
  }

  /** What a query of that company finds, row by row. */
  public <T> Uni<List<T>> list(UUID company, String query, Tuple values, Function<Row, T> one) {
    return query(company, query, values)
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(one).toList());
  }

  /** A caller that goes away cancels nothing: a cancelled query would keep its connection. */
  private <T> Uni<T> onConnection(Function<SqlConnection, Uni<T>> work) {
    Uni<T> whole =
        pool.getConnection()
            .chain(connection -> work.apply(connection).eventually(connection::close));
    return Uni.createFrom()
        .emitter(emitter -> whole.subscribe().with(emitter::complete, emitter::fail));
  }

  private static <T> Uni<T> transacted(
      SqlConnection connection, UUID company, Function<SqlConnection, Uni<T>> work) {
    var plain = connection.getDelegate();
    plain.begin();
    // What fails here fails the work's first statement too, since the transaction is lost.
    plain.preparedQuery(BIND).execute(Tuple.of(company.toString()).getDelegate());
    return Uni.createFrom()
        .deferred(() -> work.apply(connection))
        .call(() -> ended(plain.transaction()::commit))
        .onFailure()
        .call(() -> ended(plain.transaction()::rollback).onFailure().recoverWithNull());
  }

  private static Uni<Void> ended(Supplier<Future<Void>> end) {
    return Uni.createFrom().completionStage(() -> end.get().toCompletionStage());
  }

  /** A commit after a failure rolls back, and there is nothing to keep in any case. */
  private static Uni<RowSet<Row>> inOneFlight(
      SqlConnection connection, UUID company, String query, Tuple values) {
    var plain = connection.getDelegate();
    plain.query("begin").execute();
    plain.preparedQuery(BIND).execute(Tuple.of(company.toString()).getDelegate());
    var found = plain.preparedQuery(query).execute(values.getDelegate());
    var ended = plain.query("commit").execute();
    return Uni.createFrom()
        .completionStage(() -> ended.transform(done -> found).toCompletionStage())
        .map(rows -> RowSet.newInstance(rows, Row.__TYPE_ARG));
  }
}
