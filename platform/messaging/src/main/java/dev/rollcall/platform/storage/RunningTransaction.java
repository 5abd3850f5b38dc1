package dev.rollcall.platform.storage;

import io.smallrye.common.vertx.ContextLocals;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.impl.SqlClientConnection;
import org.hibernate.reactive.session.ReactiveSession;
import org.jspecify.annotations.Nullable;

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
  private CompletionStage<?> newest = CompletableFuture.completedStage(null);
  private @Nullable Throwable firstFailure;

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

  /** Begins and binds it to the company, without waiting for either. */
  void begin(UUID company) {
    note(connection.beginTransaction());
    note(connection.preparedQuery(BIND, Tuple.of(company.toString())));
  }

  /** What has changed of entities is written first, as Hibernate does before a native query. */
  CompletionStage<RowSet<Row>> execute(String sql, Tuple values) {
    return flushed()
        .thenCompose(nothing -> connection.preparedQuery(sql, values))
        .handle(this::rows);
  }

  /**
   * Sends the statement and waits for nothing: PostgreSQL takes a connection's statements in their
   * order, so that it rides with the next one that is waited for. What it fails with, that one, or
   * the commit, fails with. New entities are written first, because it may refer to them; changed
   * ones once, before what is waited for.
   */
  CompletionStage<Void> send(String sql, Tuple values) {
    return added().thenAccept(nothing -> note(connection.preparedQuery(sql, values)));
  }

  /** Done when all that was sent has been done, and all that has changed of entities is written. */
  CompletionStage<Void> settled() {
    return flushed()
        .thenCompose(nothing -> newest)
        .handle((nothing, failure) -> orThrow(null, failure));
  }

  CompletionStage<Void> commit() {
    return settled().thenCompose(nothing -> connection.commitTransaction());
  }

  CompletionStage<Void> rollBack() {
    return connection.rollbackTransaction();
  }

  /** The first failure: what came after it failed only because the transaction had. */
  Throwable reason(Throwable failure) {
    return firstFailure == null ? failure : firstFailure;
  }

  private void note(CompletionStage<?> sent) {
    newest = sent;
    sent.whenComplete((nothing, failure) -> remember(failure));
  }

  private void remember(@Nullable Throwable failure) {
    if (firstFailure == null && failure != null) {
      firstFailure = failure;
    }
  }

  private RowSet<Row> rows(@Nullable RowSet<Row> rows, @Nullable Throwable failure) {
    remember(failure);
    return orThrow(rows, failure);
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

  private CompletionStage<Void> flushed() {
    return hasEntities() ? session.reactiveFlush() : CompletableFuture.completedStage(null);
  }

  private CompletionStage<Void> added() {
    return session.getReactiveActionQueue().areInsertionsOrDeletionsQueued()
        ? session.reactiveFlush()
        : CompletableFuture.completedStage(null);
  }

  @SuppressWarnings("NullAway") // a value is there unless there is a failure
  private <T> T orThrow(@Nullable T value, @Nullable Throwable failure) {
    if (failure != null || firstFailure != null) {
      throw new CompletionException(reason(failure));
    }
    return value;
  }
}
