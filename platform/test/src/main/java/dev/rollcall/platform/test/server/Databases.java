package dev.rollcall.platform.test.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * The databases and roles on a PostgreSQL server. A service's are made by the suite's own {@code
 * db/provision.sql}, the same that production runs.
 */
public final class Databases {

  private static final String SCRIPT = "db/provision.sql";
  private static final String DUPLICATE_DATABASE = "42P04";

  private final String url;
  private final String user;
  private final String password;

  /**
   * The databases of a server.
   *
   * @param url JDBC URL of the server, up to and with the slash before the database name
   */
  public Databases(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** The role that owns a service's tables and runs its migrations. */
  public static String owner(String service) {
    return service + "_owner";
  }

  /** The role that the service itself uses. */
  public static String app(String service) {
    return service + "_app";
  }

  /** The role that Debezium uses. */
  public static String cdc(String service) {
    return service + "_cdc";
  }

  /** The password of a role on local servers: its name. */
  public static String password(String role) {
    return role;
  }

  /** Makes the database and the three roles of a service; does no harm where they exist. */
  public void provision(String service) {
    String script =
        fill(
            script(),
            Map.of(
                "service", service,
                "owner_password", password(owner(service)),
                "app_password", password(app(service)),
                "cdc_password", password(cdc(service))));
    run("postgres", section(script, "server"));
    create(section(script, "create"));
    run(service, section(script, "database"));
  }

  /** The same, with an empty database instead of one that exists. */
  public void provisionAnew(String service) {
    run("postgres", "drop database if exists " + service + " with (force)");
    provision(service);
  }

  /** Makes a database with one owner of the same name and password, as Keycloak's. */
  public void provisionPlain(String name) {
    run(
        "postgres",
        """
        do $$ begin
          if not exists (select from pg_roles where rolname = '%1$s') then
            create role %1$s login password '%1$s';
          end if;
        end $$\
        """
            .formatted(name));
    create("create database %1$s owner %1$s".formatted(name));
  }

  private void create(String statement) {
    try (Connection connection = connect("postgres");
        Statement create = connection.createStatement()) {
      create.execute(statement);
    } catch (SQLException e) {
      if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
        throw new ServerFailure("Can't run: " + statement, e);
      }
    }
  }

  private void run(String database, String statements) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new ServerFailure("Provisioning failed in " + database + ": " + e.getMessage(), e);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url + database, user, password);
  }

  private static String fill(String script, Map<String, String> values) {
    String filled = script;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }

  /** The statements between {@code -- @name} and the next such line. */
  private static String section(String script, String name) {
    String begin = "\n-- @" + name + "\n";
    int from = script.indexOf(begin);
    if (from < 0) {
      throw new ServerFailure(SCRIPT + " has no section @" + name);
    }
    int to = script.indexOf("\n-- @", from + begin.length());
    return script.substring(from + begin.length(), to < 0 ? script.length() : to);
  }

  private static String script() {
    try (InputStream packed = Databases.class.getResourceAsStream("/" + SCRIPT)) {
      if (packed != null) {
        return new String(packed.readAllBytes(), StandardCharsets.UTF_8);
      }
      Path source = Places.root().resolve("platform/messaging/src/main/resources").resolve(SCRIPT);
      return Files.readString(source);
    } catch (IOException e) {
      throw new ServerFailure("Can't read " + SCRIPT, e);
    }
  }
}
