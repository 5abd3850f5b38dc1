package dev.rollcall.e2e.faults;

import dev.rollcall.e2e.Suite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The rows of a service's database, seen by its administrator. */
record DatabaseRows(Suite suite, String database) {

  static DatabaseRows of(Suite suite, String database) {
    return new DatabaseRows(suite, database);
  }

  /**
   * Every row of a company, by table, as text in a fixed order. Rows of jobs come and go with time
   * and are left out.
   */
  Map<String, String> ofCompany(String company) throws SQLException {
    Map<String, String> rows = new TreeMap<>();
    try (Connection connection = suite.stack().postgres().admin(database)) {
      for (String table : tables(connection)) {
        rows.put(table, rows(connection, table, company));
      }
    }
    return rows;
  }

  /** The ids of the events that the service has written for a company. */
  Set<UUID> events(String company) throws SQLException {
    Set<UUID> ids = new HashSet<>();
    try (Connection connection = suite.stack().postgres().admin(database);
        PreparedStatement statement =
            connection.prepareStatement("select id from outbox where company_id = ?::uuid")) {
      statement.setString(1, company);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          ids.add(found.getObject(1, UUID.class));
        }
      }
    }
    return ids;
  }

  /** Drops a replication slot once nobody reads it. */
  void dropSlot(String slot) throws SQLException {
    try (Connection connection = suite.stack().postgres().admin(database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(active_pid, 5000) from pg_replication_slots"
              + " where slot_name = '%s' and active".formatted(slot));
      statement.execute("select pg_drop_replication_slot('%s')".formatted(slot));
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                """
                select table_name from information_schema.columns
                where table_schema = 'public' and column_name = 'company_id'
                  and table_name <> 'job'
                order by table_name
                """)) {
      while (found.next()) {
        tables.add(found.getString(1));
      }
    }
    return tables;
  }

  private static String rows(Connection connection, String table, String company)
      throws SQLException {
    String all =
        "select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from \"%s\" t where t.company_id = ?::uuid"
            .formatted(table);
    try (PreparedStatement statement = connection.prepareStatement(all)) {
      statement.setString(1, company);
      try (ResultSet found = statement.executeQuery()) {
        found.next();
        return found.getString(1);
      }
    }
  }
}
