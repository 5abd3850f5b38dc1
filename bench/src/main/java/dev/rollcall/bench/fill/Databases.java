package dev.rollcall.bench.fill;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the services' databases are. */
@FunctionalInterface
public interface Databases {

  /** A connection of the server's administrator to a service's database. */
  Connection admin(String service) throws SQLException;
}
