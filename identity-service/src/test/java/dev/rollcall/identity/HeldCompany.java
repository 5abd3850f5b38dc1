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

  void letGo() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
