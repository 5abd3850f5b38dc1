package dev.rollcall.platform.storage;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes the service's pool, and beside it a small one for heavy reads: to the same database with
 * the same settings of user, trust and encryption, whatever they are, so that an operator sets them
 * once.
 */
@Singleton
public class ServicePools implements PgPoolCreator {

  private static final int IDLE_MINUTES = 1;

  private final StorageConfig.Reads reads;
  private final AtomicReference<@Nullable Pool> heavy = new AtomicReference<>();

  ServicePools(StorageConfig config) {
    this.reads = config.heavyReads();
  }

  @Override
  public io.vertx.sqlclient.Pool create(Input input) {
    heavy.set(Pool.newInstance(heavyOf(input)));
    return pool(input, input.poolOptions(), input.pgConnectOptionsList());
  }

  /** The pool for heavy reads. It opens a connection when it needs one and keeps none for long. */
  Pool heavy() {
    Pool pool = heavy.get();
    if (pool == null) {
      throw new IllegalStateException("the service's pool was not made yet");
    }
    return pool;
  }

  @PreDestroy
  void close() {
    Pool pool = heavy.getAndSet(null);
    if (pool != null) {
      pool.getDelegate().close();
    }
  }

  private io.vertx.sqlclient.Pool heavyOf(Input input) {
    var options =
        new PoolOptions(input.poolOptions())
            .setMaxSize(reads.connections())
            .setIdleTimeout(IDLE_MINUTES)
            .setIdleTimeoutUnit(TimeUnit.MINUTES);
    return pool(
        input, options, input.pgConnectOptionsList().stream().map(this::withItsTimeout).toList());
  }

  private PgConnectOptions withItsTimeout(PgConnectOptions options) {
    return new PgConnectOptions(options)
        .addProperty("statement_timeout", Long.toString(reads.statementTimeout().toMillis()));
  }

  private static io.vertx.sqlclient.Pool pool(
      Input input, PoolOptions options, List<PgConnectOptions> databases) {
    return PgBuilder.pool()
        .with(options)
        .connectingTo(List.<SqlConnectOptions>copyOf(databases))
        .using(input.vertx())
        .build();
  }
}
