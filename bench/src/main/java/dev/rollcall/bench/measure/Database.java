package dev.rollcall.bench.measure;

import dev.rollcall.bench.fill.Databases;
import dev.rollcall.platform.test.server.ServerFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's counters of what the services did. */
public final class Database {

  private static final String EXTENSIONS =
      """
      create extension if not exists pg_stat_statements;
      create extension if not exists pg_walinspect;
      """;

  /** Of the services' own roles, so neither Debezium's nor the bench's; not what triggers ran. */
  private static final String STATEMENTS =
      """
      select split_part(r.rolname, '_', 1) as service, s.queryid, s.query, s.calls, s.rows,
        s.shared_blks_hit + s.shared_blks_read as buffers
      from pg_stat_statements s join pg_roles r on r.oid = s.userid
      where s.toplevel and r.rolname = any (array['identity_app', 'invitation_app', 'numbering_app', 'billing_app'])
      """;

  private static final String COMMITS =
      """
      select coalesce(sum(count), 0) as commits
      from pg_get_wal_stats(cast(? as pg_lsn), pg_current_wal_flush_lsn(), true)
      where "resource_manager/record_type" = 'Transaction/COMMIT'
      """;

  private final Databases databases;

  private Database(Databases databases) {
    this.databases = databases;
  }

  /** The counters of that server; makes the extensions that they need. */
  public static Database of(Databases databases) {
    Database database = new Database(databases);
    try (Connection admin = databases.admin("postgres");
        java.sql.Statement create = admin.createStatement()) {
      create.execute(EXTENSIONS);
    } catch (SQLException e) {
      throw failed(e);
    }
    return database;
  }

  /** The counters now. */
  public Mark mark() {
    try (Connection admin = databases.admin("postgres")) {
      return new Mark(this, statements(admin), position(admin));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Every statement that the services have ever run on that server, as far as it remembers. */
  public List<Statement> all() {
    try (Connection admin = databases.admin("postgres")) {
      return List.copyOf(statements(admin).values());
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private record Key(String service, long id, String text) {}

  /** The counters as they were. */
  public static final class Mark {

    private final Database database;
    private final Map<Key, Statement> before;
    private final String position;

    private Mark(Database database, Map<Key, Statement> before, String position) {
      this.database = database;
      this.before = before;
      this.position = position;
    }

    /** What has been done since. */
    public Work since() {
      try (Connection admin = database.databases.admin("postgres")) {
        List<Statement> done = new ArrayList<>();
        statements(admin).forEach((key, now) -> done.add(minus(now, before.get(key))));
        done.removeIf(statement -> statement.calls() == 0);
        done.sort(Comparator.comparingLong(Statement::calls).reversed());
        return new Work(List.copyOf(done), commits(admin, position));
      } catch (SQLException e) {
        throw failed(e);
      }
    }
  }

  /**
   * Work done.
   *
   * @param statements most calls first
   * @param durableCommits commit records in the write-ahead log, of everybody
   */
  public record Work(List<Statement> statements, long durableCommits) {

    /** Statements sent by the services; several of one flight count each. */
    public long calls() {
      return statements.stream().mapToLong(Statement::calls).sum();
    }

    /** The calls of each service. */
    public Map<String, Long> callsByService() {
      return statements.stream()
          .collect(
              Collectors.groupingBy(Statement::service, Collectors.summingLong(Statement::calls)));
    }

    /** Pages looked at by one call, on average. */
    public double buffersPerCall() {
      long buffers = statements.stream().mapToLong(Statement::buffers).sum();
      return calls() == 0 ? 0 : (double) buffers / calls();
    }
  }

  private static Statement minus(Statement now, @Nullable Statement before) {
    return before == null
        ? now
        : new Statement(
            now.service(),
            now.text(),
            now.calls() - before.calls(),
            now.rows() - before.rows(),
            now.buffers() - before.buffers());
  }

  private static Map<Key, Statement> statements(Connection admin) throws SQLException {
    Map<Key, Statement> all = new HashMap<>();
    try (java.sql.Statement query = admin.createStatement();
        ResultSet row = query.executeQuery(STATEMENTS)) {
      while (row.next()) {
        Statement statement =
            new Statement(
                row.getString("service"),
                row.getString("query"),
                row.getLong("calls"),
                row.getLong("rows"),
                row.getLong("buffers"));
        all.merge(
            new Key(statement.service(), row.getLong("queryid"), statement.text()),
            statement,
            Database::plus);
      }
    }
    return all;
  }

  private static Statement plus(Statement one, Statement other) {
    return new Statement(
        one.service(),
        one.text(),
        one.calls() + other.calls(),
        one.rows() + other.rows(),
        one.buffers() + other.buffers());
  }

  private static String position(Connection admin) throws SQLException {
    try (java.sql.Statement query = admin.createStatement();
        ResultSet row = query.executeQuery("select pg_current_wal_flush_lsn() as position")) {
      row.next();
      return row.getString("position");
    }
  }

  private static long commits(Connection admin, String since) throws SQLException {
    try (var query = admin.prepareStatement(COMMITS)) {
      query.setString(1, since);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong("commits");
      }
    }
  }

  private static ServerFailure failed(SQLException e) {
    return new ServerFailure("PostgreSQL's counters can't be read: " + e.getMessage(), e);
  }
}
