package dev.rollcall.platform.test;

import dev.rollcall.platform.test.Infrastructure.Postgres;
import dev.rollcall.platform.test.server.Databases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The database of the service under test, for what no interface of the service shows. */
public final class ServiceDatabase {

  private static final String SERVICE = "rollcall.test.service";

  private ServiceDatabase() {}

  /**
   * A connection of the owner: sees every table; row-level security binds it where it is forced.
   */
  public static Connection owner() throws SQLException {
    return connect(Databases.owner(service()), Databases.password(Databases.owner(service())));
  }

  /** A connection of the service's own role, bound by row-level security. */
  public static Connection app() throws SQLException {
    return connect(Databases.app(service()), Databases.password(Databases.app(service())));
  }

  /** A connection of the server's administrator, whom nothing binds. */
  public static Connection admin() throws SQLException {
    Postgres postgres = SharedServers.postgres(service());
    return connect(postgres.user(), postgres.password());
  }

  /**
   * The first column of the first row, as text, asked as the administrator; empty where there is no
   * row or it is null.
   */
  public static Optional<String> value(String sql, Object... arguments) {
    try (Connection connection = admin();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The service's own role. */
  static String appRole() {
    return Databases.app(service());
  }

  /** The short name of the service under test. */
  static String service() {
    String service = System.getProperty(SERVICE);
    if (service == null) {
      throw new IllegalStateException("no @RollcallTest has started yet");
    }
    return service;
  }

  static void serviceIs(String service) {
    System.setProperty(SERVICE, service);
  }

  private static Connection connect(String user, String password) throws SQLException {
    Postgres postgres = SharedServers.postgres(service());
    return DriverManager.getConnection(postgres.jdbcUrl(service()), user, password);
  }
}
