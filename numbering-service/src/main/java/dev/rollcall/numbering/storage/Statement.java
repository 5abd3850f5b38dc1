package dev.rollcall.numbering.storage;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** Whether it changed at least one row. */
  Uni<Boolean> changes() {
    return Panache.getSession()
        .chain(
            session -> {
              var query = session.createNativeQuery(sql);
              values.forEach(query::setParameter);
              return query.executeUpdate();
            })
        .map(rows -> rows > 0);
  }

  /** The rows it answers, each one column of that type (or {@code Object[]}). */
  <T> Uni<List<T>> rows(Class<T> type) {
    return Panache.getSession()
        .chain(
            session -> {
              var query = session.createNativeQuery(sql, type);
              values.forEach(query::setParameter);
              return query.getResultList();
            });
  }
}
