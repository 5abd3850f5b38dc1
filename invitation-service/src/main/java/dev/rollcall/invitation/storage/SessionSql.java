package dev.rollcall.invitation.storage;

import dev.rollcall.platform.storage.Row;
import dev.rollcall.platform.storage.Statement;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short forms of {@link Statement} with positional parameters {@code ?1, ?2 …}. */
final class SessionSql {

  private SessionSql() {}

  /** Runs the statement and answers how many rows it changed. */
  static Uni<Integer> execute(String sql, @Nullable Object... parameters) {
    return Statement.of(sql, parameters).changes();
  }

  /** The rows that the query finds. */
  static Uni<List<Row>> rows(String sql, @Nullable Object... parameters) {
    return Statement.of(sql, parameters).rows();
  }
}
