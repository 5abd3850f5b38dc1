package dev.rollcall.platform.test.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL from zonky's binaries, as a child process, with the durability that production has
 * (CDC.md): {@code fsync} and {@code synchronous_commit} on, logical decoding on. Survives a
 * restart on the same data folder.
 */
public final class PostgresServer extends ChildServer {

  /** The administrator of the server, for provisioning. */
  public static final String ADMIN = "postgres";

  /** The password of {@link #ADMIN}. */
  public static final String ADMIN_PASSWORD = "postgres";

  private static final String VERSION = "18.6.0";
  private static final Duration TO_START = Duration.ofSeconds(60);

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("wal_level", "logical"),
          Map.entry("max_replication_slots", "16"),
          Map.entry("max_wal_senders", "16"),
          Map.entry("max_slot_wal_keep_size", "2GB"),
          Map.entry("max_connections", "200"),
          Map.entry("shared_buffers", "128MB"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"),
          Map.entry("log_min_duration_statement", "2s"),
          // What each statement costs: read by the bench and by the test of plans, where the
          // extension is made.
          Map.entry("shared_preload_libraries", "pg_stat_statements"),
          Map.entry("pg_stat_statements.track", "all"),
          Map.entry("idle_in_transaction_session_timeout", "60s"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("listen_addresses", Ports.HOST));

  private final Path data;
  private final Path logs;
  private final Path log;
  private final int port;
  private final Map<String, String> settings;

  /**
   * A server that isn't running yet.
   *
   * @param data its data folder, made at the first start
   * @param logs the folder of its log file, {@code postgres.log}
   */
  public PostgresServer(Path data, Path logs, int port) {
    this(data, logs, port, Map.of());
  }

  /**
   * The same with settings of {@code postgresql.conf} that override the ones above.
   *
   * @param moreSettings name to value, e.g. {@code max_slot_wal_keep_size} to {@code 64MB}
   */
  public PostgresServer(Path data, Path logs, int port, Map<String, String> moreSettings) {
    super("postgres", TO_START);
    this.data = data.toAbsolutePath();
    this.logs = logs.toAbsolutePath();
    this.log = this.logs.resolve("postgres.log");
    this.port = port;
    this.settings = new TreeMap<>(SETTINGS);
    this.settings.putAll(moreSettings);
  }

  public int port() {
    return port;
  }

  @Override
  protected Child.Command command() {
    Ports.mustBeFree(port, name());
    Path home = home();
    initialize(home);
    List<String> command = new ArrayList<>(asNobody());
    command.addAll(
        List.of(
            home.resolve("bin/postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port)));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    // INT is PostgreSQL's fast shutdown; TERM would wait for every client to leave.
    return Child.Command.of(name(), command, data, log).stoppedBy("INT");
  }

  @Override
  public boolean ready() {
    try (Connection connection = admin("postgres")) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** The URL of a database for JDBC. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://" + Ports.HOST + ":" + port + "/" + database;
  }

  /** A connection of the administrator. */
  public Connection admin(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), ADMIN, ADMIN_PASSWORD);
  }

  /** The databases of this server. */
  public Databases databases() {
    return new Databases(jdbcUrl(""), ADMIN, ADMIN_PASSWORD);
  }

  /** The unpacked binaries, in the user's cache. */
  private static Path home() {
    String platform = platform();
    return Archive.once(
        "postgres/" + VERSION + "-" + platform.toLowerCase(Locale.ROOT),
        into -> {
          String archive = "/postgres-" + platform + ".txz";
          try (InputStream packed = PostgresServer.class.getResourceAsStream(archive)) {
            if (packed == null) {
              throw new ServerFailure(
                  "There is no PostgreSQL for this machine ("
                      + platform
                      + "): try -Dinfra=containers.");
            }
            Archive.unpack(new XZInputStream(packed), into);
          } catch (IOException e) {
            throw new ServerFailure("Can't unpack " + archive + ": " + e.getMessage(), e);
          }
        });
  }

  private static String platform() {
    boolean arm = System.getProperty("os.arch").toLowerCase(Locale.ROOT).contains("aarch64");
    return (Places.mac() ? "darwin" : "linux") + "-" + (arm ? "arm_64" : "x86_64");
  }

  /** Makes the data folder; one that a broken initialisation has left is made anew. */
  private void initialize(Path home) {
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    Path unfinished = data.resolveSibling(data.getFileName() + ".unfinished");
    Path password = data.resolveSibling(data.getFileName() + ".password");
    try {
      Files.createDirectories(data.getParent());
      Files.createDirectories(logs);
      Places.delete(unfinished);
      Files.writeString(password, ADMIN_PASSWORD);
      List<String> command = new ArrayList<>(asNobody());
      command.addAll(
          List.of(
              home.resolve("bin/initdb").toString(),
              "-D",
              unfinished.toString(),
              "-U",
              ADMIN,
              "--pwfile",
              password.toString(),
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              // the same order and case rules on every machine
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--locale=C",
              "--no-sync"));
      Child.run(Child.Command.of("initdb", command, logs, log), TO_START);
      Places.delete(data);
      Files.move(unfinished, data);
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new ServerFailure("Can't make the data folder " + data + ": " + e.getMessage(), e);
    } finally {
      Places.delete(password);
    }
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody. */
  private static List<String> asNobody() {
    boolean root = "root".equals(System.getProperty("user.name")) && !Places.mac();
    return root ? List.of("unshare", "-U") : List.of();
  }
}
