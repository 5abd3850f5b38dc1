package dev.rollcall.invitation;

import dev.rollcall.platform.test.ServiceDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The whole database, as its owner's administrator sees it. */
final class Tables {

  private Tables() {}

  /** Every row of every table, as text. */
  static List<String> everyRow() {
    List<String> rows = new ArrayList<>();
    try (Connection admin = ServiceDatabase.admin();
        Statement statement = admin.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (var found =
          statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      for (String table : tables) {
        try (var found = statement.executeQuery("select t::text from \"" + table + "\" t")) {
          while (found.next()) {
            rows.add(found.getString(1));
          }
        }
      }
      return rows;
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }
}
