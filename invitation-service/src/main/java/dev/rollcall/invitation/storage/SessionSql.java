package dev.rollcall.invitation.storage;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Native statements on the session of the running company transaction, with positional parameters
 * {@code ?1, ?2 …}; never on a connection of their own.
 */
final class SessionSql {

  private SessionSql() {}

  /** Runs the statement and answers how many rows it changed. */
  static Uni<Integer> execute(String sql, Object... parameters) {
    return Panache.getSession()
        .chain(session -> bound(session.createNativeQuery(sql), parameters).executeUpdate());
  }

  /** The rows that the query finds. */
  static Uni<List<Tuple>> rows(String sql, Object... parameters) {
    return Panache.getSession()
        .chain(
            session ->
                bound(session.createNativeQuery(sql, Tuple.class), parameters).getResultList());
  }

  /** A {@code timestamptz} column, which native queries answer with an offset. */
  static Optional<Instant> instant(Tuple row, String column) {
    return Optional.ofNullable(row.get(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static <Q extends Mutiny.AbstractQuery> Q bound(Q query, Object... parameters) {
    for (int index = 0; index < parameters.length; index++) {
      query.setParameter(index + 1, parameters[index]);
    }
    return query;
  }
}
