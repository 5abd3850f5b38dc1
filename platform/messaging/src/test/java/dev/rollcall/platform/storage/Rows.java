package dev.rollcall.platform.storage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/** What is really in the database: plain JDBC with a role of the test's choice. */
public final class Rows {

  private final String role;

  private Rows(String role) {
    this.role = role;
  }

  /** As the owner of the tables; sees no tenant rows, since row-level security is forced. */
  public static Rows asOwner() {
    return new Rows(setting("rollcall.service") + "_owner");
  }

  /** As the service itself. */
  public static Rows asApp() {
    return new Rows(setting("rollcall.service") + "_app");
  }

  /** As Debezium's role. */
  public static Rows asCdc() {
    return new Rows(setting("rollcall.service") + "_cdc");
  }

  /** The rows of the query, by column name. */
  public List<Map<String, Object>> of(String sql, Object... arguments) {
    try (Connection connection = open();
        PreparedStatement statement = prepare(connection, sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      return read(rows);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Holds an advisory lock until it is closed. */
  public Held hold(long lock) {
    try {
      Connection connection = open();
      try (PreparedStatement statement = prepare(connection, "select pg_advisory_lock(?)", lock)) {
        statement.execute();
      }
      return new Held(connection, lock);
    } catch (SQLException e) {
      throw new IllegalStateException("no lock", e);
    }
  }

  /** An advisory lock that a test holds. */
  public static final class Held implements AutoCloseable {

    private final Connection connection;
    private final long lock;

    private Held(Connection connection, long lock) {
      this.connection = connection;
      this.lock = lock;
    }

    /** How many transactions wait for it. */
    public int waiters() {
      String sql =
          "select count(*)::int from pg_locks where locktype = 'advisory' and not granted"
              + " and (classid::bigint << 32 | objid::bigint) = ?";
      try (PreparedStatement statement = prepare(connection, sql, lock);
          ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException("not released", e);
      }
    }
  }

  /** How many rows the statement changed. */
  public int change(String sql, Object... arguments) {
    try (Connection connection = open();
        PreparedStatement statement = prepare(connection, sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /**
   * What the statement reads, and how: its generic plan, as a service that runs for long has it.
   *
   * @param types of its parameters, {@code $1} and so on
   * @param arguments literals
   */
  public String plan(String types, String statement, String arguments) {
    try (Connection connection = open();
        Statement session = connection.createStatement()) {
      session.execute("set plan_cache_mode = force_generic_plan");
      session.execute("prepare planned(" + types + ") as " + statement);
      try (ResultSet rows =
          session.executeQuery("explain (analyze, buffers) execute planned(" + arguments + ")")) {
        return read(rows).stream()
            .map(row -> String.valueOf(row.get("QUERY PLAN")))
            .collect(Collectors.joining("\n"));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(setting("quarkus.datasource.jdbc.url"), role, role);
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  private static List<Map<String, Object>> read(ResultSet rows) throws SQLException {
    List<Map<String, Object>> found = new ArrayList<>();
    while (rows.next()) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        row.put(rows.getMetaData().getColumnName(i), rows.getObject(i));
      }
      found.add(row);
    }
    return found;
  }

  private static String setting(String key) {
    return ConfigProvider.getConfig().getValue(key, String.class);
  }
}
