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

  /** Has the statement run, whatever it changes; see {@link Statement#run()}. */
  static Uni<Void> run(String sql, @Nullable Object... parameters) {
    return Statement.of(sql, parameters).run();
  }

  /** The rows that the query finds. */
  static Uni<List<Row>> rows(String sql, @Nullable Object... parameters) {
    return Statement.of(sql, parameters).rows();
  }
}
