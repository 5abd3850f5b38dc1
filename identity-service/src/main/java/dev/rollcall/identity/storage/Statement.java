package dev.rollcall.identity.storage;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.query.TypedParameterValue;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.type.BasicTypeReference;
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

  Statement set(String name, @Nullable UUID value) {
    return nullable(name, StandardBasicTypes.UUID, value);
  }

  Statement set(String name, @Nullable String value) {
    return nullable(name, StandardBasicTypes.STRING, value);
  }

  /** Typed, so that the driver knows what a null is. */
  private <T> Statement nullable(String name, BasicTypeReference<T> type, @Nullable T value) {
    values.put(name, new TypedParameterValue<>(type, value));
    return this;
  }

  /** How many rows it changed. */
  Uni<Integer> changes() {
    return Panache.getSession()
        .chain(session -> bound(session.createNativeQuery(sql)).executeUpdate());
  }

  /** The rows it answers, each one column of that type (or {@code Object[]}). */
  <T> Uni<List<T>> rows(Class<T> type) {
    return Panache.getSession()
        .chain(session -> bound(session.createNativeQuery(sql, type)).getResultList());
  }

  private <Q extends Mutiny.AbstractQuery> Q bound(Q query) {
    values.forEach(query::setParameter);
    return query;
  }
}
