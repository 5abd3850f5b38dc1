package dev.rollcall.platform.storage;

import io.smallrye.common.vertx.ContextLocals;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.CompletionStage;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.impl.SqlClientConnection;
import org.hibernate.reactive.session.ReactiveSession;

/**
 * The company transaction that runs on this duplicated Vert.x context: the session, its one
 * connection, and the hints for after its commit. Lives in the locals of the context, like the
 * session itself.
 *
 * <p>Statements go to the session's own connection directly, past Hibernate's query translator,
 * whose plan cache misses every native select (ADR 21).
 */
final class RunningTransaction {

  private static final String KEY = RunningTransaction.class.getName();
  private static final String BIND = "select set_config('rollcall.company', $1, true)";

  private final ReactiveSession session;
  private final SqlClientConnection connection;
  private final Hints hints;

  private RunningTransaction(ReactiveSession session, Hints hints) {
    this.session = session;
    this.hints = hints;
    // Without Hibernate's batching, which is for its own writes.
    this.connection = (SqlClientConnection) session.getReactiveConnection().withBatchSize(0);
  }

  /**
   * The one for that session, from now on the context's running one.
   *
   * @throws IllegalStateException when a transaction is open already: a nested one would join it
   *     and re-bind its company
   */
  static RunningTransaction enter(Mutiny.Session session, Hints hints) {
    if (ContextLocals.get(KEY).isPresent()) {
      throw new IllegalStateException("company transactions do not nest");
    }
    var entered =
        new RunningTransaction(((MutinySessionImpl) session).unwrap(ReactiveSession.class), hints);
    ContextLocals.put(KEY, entered);
    return entered;
  }

  /**
   * The one that is open.
   *
   * @throws IllegalStateException outside a transaction
   */
  static RunningTransaction current() {
    return ContextLocals.<RunningTransaction>get(KEY)
        .orElseThrow(() -> new IllegalStateException("no company transaction is open"));
  }

  static void leave() {
    ContextLocals.remove(KEY);
  }

  /** Begins and binds it to the company: two commands, one flight. */
  CompletionStage<Void> begin(String company) {
    CompletionStage<Void> begun = connection.beginTransaction();
    CompletionStage<RowSet<Row>> bound = connection.preparedQuery(BIND, Tuple.of(company));
    return begun.thenCombine(bound, (nothing, rows) -> null);
  }

  /** What has changed of entities is written first, as Hibernate does before a native query. */
  CompletionStage<RowSet<Row>> execute(String sql, Tuple values) {
    return hasEntities()
        ? flush().thenCompose(flushed -> connection.preparedQuery(sql, values))
        : connection.preparedQuery(sql, values);
  }

  CompletionStage<Void> commit() {
    return hasEntities()
        ? flush().thenCompose(flushed -> connection.commitTransaction())
        : connection.commitTransaction();
  }

  CompletionStage<Void> rollBack() {
    return connection.rollbackTransaction();
  }

  Hints hints() {
    return hints;
  }

  private boolean hasEntities() {
    return ((SharedSessionContractImplementor) session)
            .getPersistenceContextInternal()
            .getNumberOfManagedEntities()
        > 0;
  }

  private CompletionStage<Void> flush() {
    return session.reactiveFlush();
  }
}
