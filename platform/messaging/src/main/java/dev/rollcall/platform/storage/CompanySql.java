package dev.rollcall.platform.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;

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

  /** Runs the work in a transaction of that company on one plain connection. */
  public <T> Uni<T> within(UUID company, Function<SqlConnection, Uni<T>> work) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(BIND)
                .execute(Tuple.of(company.toString()))
                .chain(bound -> work.apply(connection)));
  }
}
