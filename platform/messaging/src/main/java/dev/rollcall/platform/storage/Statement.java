package dev.rollcall.platform.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.impl.ArrayTuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A native statement on the connection of the running company transaction, never on one of its own.
 * Costs what the plain client costs. Parameters are {@code :named}, or {@code ?1, ?2 …}.
 *
 * <p>What has changed of entities of the session is written before it runs.
 */
public final class Statement {

  private final ParsedSql sql;
  private final Map<String, @Nullable Object> values = new HashMap<>();

  private Statement(ParsedSql sql) {
    this.sql = sql;
  }

  /** The statement, parsed once for each text: texts are constants, or made of a few. */
  public static Statement of(String sql) {
    return new Statement(ParsedSql.of(sql));
  }

  /** The statement with those values for {@code ?1, ?2 …}. */
  public static Statement of(String sql, @Nullable Object... values) {
    Statement statement = of(sql);
    for (int index = 0; index < values.length; index++) {
      statement.set(Integer.toString(index + 1), values[index]);
    }
    return statement;
  }

  /** Gives a parameter its value; instants, enums and bytes as PostgreSQL takes them. */
  public Statement set(String name, @Nullable Object value) {
    values.put(name, bound(value));
    return this;
  }

  /** Runs it and answers how many rows it changed. */
  public Uni<Integer> changes() {
    return Uni.createFrom().completionStage(this::execute).map(RowSet::rowCount);
  }

  /** Whether it changed at least one row. */
  public Uni<Boolean> changed() {
    return Uni.createFrom().completionStage(this::execute).map(rows -> rows.rowCount() > 0);
  }

  /**
   * Has it run, whatever it changes: done once it is on its way. It happens before every statement
   * that follows; what it fails with, the next one that is waited for, or the commit, fails with.
   *
   * <p>New entities are written before it, changed ones after it: it must not touch their rows.
   */
  public Uni<Void> run() {
    return Uni.createFrom()
        .completionStage(() -> RunningTransaction.current().send(sql.text(), tuple()));
  }

  /** The rows it answers. */
  public Uni<List<Row>> rows() {
    return Uni.createFrom().completionStage(this::execute).map(Statement::rows);
  }

  /**
   * The rows it answers, each its first column of that type, or all columns of {@code Object[]}.
   */
  public <T> Uni<List<T>> rows(Class<T> type) {
    return rows()
        .map(
            rows ->
                rows.stream()
                    .map(
                        row -> type == Object[].class ? type.cast(row.columns()) : row.get(0, type))
                    .toList());
  }

  private CompletionStage<RowSet<io.vertx.sqlclient.Row>> execute() {
    return RunningTransaction.current().execute(sql.text(), tuple());
  }

  private Tuple tuple() {
    List<String> parameters = sql.parameters();
    Tuple tuple = new ArrayTuple(parameters.size());
    for (String parameter : parameters) {
      if (!values.containsKey(parameter)) {
        throw new IllegalStateException("no value for parameter " + parameter);
      }
      tuple.addValue(values.get(parameter));
    }
    return tuple;
  }

  private static List<Row> rows(RowSet<io.vertx.sqlclient.Row> found) {
    var rows = new ArrayList<Row>(found.size());
    found.forEach(row -> rows.add(new Row(row)));
    return rows;
  }

  private static @Nullable Object bound(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Instant instant -> instant.atOffset(ZoneOffset.UTC);
      case Enum<?> constant -> constant.name();
      case byte[] bytes -> Buffer.buffer(bytes);
      default -> value;
    };
  }
}
