package dev.rollcall.billing.storage;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The where clause of a list, grown by the filters that are set, so that the planner sees only
 * those.
 */
final class Conditions {

  private final StringBuilder sql = new StringBuilder();
  private final Tuple values = Tuple.tuple();

  /** Conditions that begin with the company. */
  static Conditions of(UUID company) {
    var conditions = new Conditions();
    conditions.sql.append("company_id = $1");
    conditions.values.addUUID(company);
    return conditions;
  }

  Conditions equal(String column, @Nullable Object value) {
    if (value != null) {
      sql.append(" and ").append(column).append(" = ").append(next(value));
    }
    return this;
  }

  Conditions equal(String column, @Nullable Enum<?> value) {
    return equal(column, value == null ? null : (Object) value.name());
  }

  Conditions after(String column, @Nullable Object value) {
    if (value != null) {
      sql.append(" and ").append(column).append(" > ").append(next(value));
    }
    return this;
  }

  Conditions atMost(String column, Object value) {
    sql.append(" and ").append(column).append(" <= ").append(next(value));
    return this;
  }

  Conditions in(String column, Optional<Set<UUID>> values) {
    values.ifPresent(
        set ->
            sql.append(" and ")
                .append(column)
                .append(" = any(")
                .append(next(set.toArray(UUID[]::new)))
                .append(")"));
    return this;
  }

  /** The placeholder of one more value. */
  String next(Object value) {
    values.addValue(value);
    return "$" + values.size();
  }

  String sql() {
    return sql.toString();
  }

  Tuple values() {
    return values;
  }
}
