package dev.rollcall.bench.fill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Copies of rows within one database: each column as in the original but for those that are said
 * otherwise, by an expression over the original {@code p} and the number of the copy {@code n}.
 * Triggers and foreign keys are off meanwhile; what they check, the originals have been checked
 * for.
 */
final class Copies implements AutoCloseable {

  /** A transaction of this many rows keeps what logical decoding has to hold small. */
  private static final int ROWS_AT_ONCE = 50_000;

  /** What the slots of logical replication may lag behind; beyond 2 GB PostgreSQL gives them up. */
  private static final long LAG_BYTES = 700_000_000;

  private static final long LOOK_MILLIS = 250;

  private final Connection database;

  /** Takes the connection over. */
  Copies(Connection database) throws SQLException {
    this.database = database;
    try (Statement settings = database.createStatement()) {
      settings.execute("set session_replication_role = replica");
      settings.execute("set synchronous_commit = off");
      settings.execute("set statement_timeout = 0");
    }
  }

  Connection connection() {
    return database;
  }

  /**
   * Copies the rows of {@code table} that {@code where} finds, once for each number from 1 to
   * {@code count}.
   */
  void make(String table, String where, int count, Map<String, String> columns)
      throws SQLException {
    String from = "(select * from " + table + " where " + where + ") p";
    List<String> names = columns(table);
    String values =
        names.stream()
            .map(name -> columns.getOrDefault(name, "p." + name))
            .collect(Collectors.joining(", "));
    String insert =
        "insert into %s (%s) select %s from %s cross join generate_series(?::int, ?::int) n"
            .formatted(table, String.join(", ", names), values, from);
    try (PreparedStatement statement = database.prepareStatement(insert)) {
      for (int first = 1; first <= count; first += ROWS_AT_ONCE) {
        awaitReplication();
        statement.setInt(1, first);
        statement.setInt(2, Math.min(count, first + ROWS_AT_ONCE - 1));
        statement.executeUpdate();
      }
    }
  }

  /** Runs a statement as it is. */
  void run(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What the planner must know of so many new rows, and that they are all visible. */
  void settle() throws SQLException {
    run("vacuum analyze");
  }

  /** The names of a table's columns, generated ones aside. */
  List<String> columns(String table) throws SQLException {
    return texts(
        """
        select column_name from information_schema.columns
        where table_schema = 'public' and table_name = ? and is_generated = 'NEVER'
        order by ordinal_position
        """,
        table);
  }

  /** The columns of that type. */
  List<String> columns(String table, String type) throws SQLException {
    return texts(
        """
        select column_name from information_schema.columns
        where table_schema = 'public' and table_name = ? and udt_name = '%s'
        """
            .formatted(type),
        table);
  }

  /** Every table with a column {@code company_id}. */
  List<String> companyTables() throws SQLException {
    return texts(
        """
        select c.table_name from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = 'public' and c.column_name = ? and t.table_type = 'BASE TABLE'
        order by c.table_name
        """,
        "company_id");
  }

  private List<String> texts(String query, String argument) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(query)) {
      statement.setString(1, argument);
      try (ResultSet row = statement.executeQuery()) {
        List<String> texts = new ArrayList<>();
        while (row.next()) {
          texts.add(row.getString(1));
        }
        return texts;
      }
    }
  }

  private void awaitReplication() throws SQLException {
    while (lag() > LAG_BYTES) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private long lag() throws SQLException {
    try (Statement query = database.createStatement();
        ResultSet row =
            query.executeQuery(
                """
                select coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)), 0)
                from pg_replication_slots where active
                """)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
