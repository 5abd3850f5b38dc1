package dev.rollcall.billing.storage;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.query.TypedParameterValue;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.type.StandardBasicTypes;
import org.jspecify.annotations.Nullable;

/** A native statement on the session of the running company transaction. */
final class Statement {

  private final String sql;
  private final Map<String, Object> values = new LinkedHashMap<>();

  private Statement(String sql) {
    this.sql = sql;
  }

  static Statement of(String sql) {
    return new Statement(sql);
  }

  Statement set(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** As PostgreSQL's timestamptz. */
  Statement set(String name, Instant value) {
    values.put(name, value.atOffset(ZoneOffset.UTC));
    return this;
  }

  /** Typed, so that the driver knows what a null is. */
  Statement set(String name, @Nullable UUID value) {
    values.put(name, new TypedParameterValue<>(StandardBasicTypes.UUID, value));
    return this;
  }

  /** Whether it changed at least one row. */
  Uni<Boolean> changes() {
    return Panache.getSession()
        .chain(session -> bound(session.createNativeQuery(sql)).executeUpdate())
        .map(rows -> rows > 0);
  }

  /** Runs it, whatever it changes. */
  Uni<Void> run() {
    return changes().replaceWithVoid();
  }

  /** The rows it answers. */
  Uni<List<Tuple>> rows() {
    return rows(Tuple.class);
  }

  /** The rows it answers, each as that entity or one column of that type. */
  <T> Uni<List<T>> rows(Class<T> type) {
    return Panache.getSession()
        .chain(session -> bound(session.createNativeQuery(sql, type)).getResultList());
  }

  private <Q extends Mutiny.AbstractQuery> Q bound(Q query) {
    values.forEach(query::setParameter);
    return query;
  }
}
