package dev.rollcall.identity;

import dev.rollcall.platform.test.ServiceDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** A transaction that holds a company's lock, so that every joining waits before its pivot. */
final class HeldCompany implements AutoCloseable {

  private final Connection connection;

  private HeldCompany(Connection connection) {
    this.connection = connection;
  }

  static HeldCompany of(UUID company) throws SQLException {
    Connection connection = ServiceDatabase.admin();
    connection.setAutoCommit(false);
    try (var lock =
        connection.prepareStatement("select 1 from company where company_id = ? for update")) {
      lock.setObject(1, company);
      lock.executeQuery().close();
    }
    return new HeldCompany(connection);
  }

  /** Changes one row while the others wait; they see it. */
  void change(String sql, Object argument) throws SQLException {
    try (var update = connection.prepareStatement(sql)) {
      update.setObject(1, argument);
      update.executeUpdate();
    }
  }

  /** How many transactions wait for it. */
  int waiting() {
    try (var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                """
                select count(*) from pg_stat_activity
                where pg_backend_pid() = any(pg_blocking_pids(pid))
                   or pg_blocking_pids(pid) && array(
                     select blocked.pid from pg_stat_activity blocked
                     where pg_backend_pid() = any(pg_blocking_pids(blocked.pid)))
                """)) {
      found.next();
      return found.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void letGo() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
