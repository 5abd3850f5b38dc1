package dev.rollcall.e2e.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.platform.test.server.Databases;
import dev.rollcall.platform.test.server.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Row-level security as the services' own roles meet it (ARCHITECTURE.md, Tenancy). The tables come
 * from the system catalogue: a new one with a {@code company_id} is tried too, views included.
 */
@ExtendWith(Suite.Extension.class)
class RowSecurityTest {

  /**
   * What names a company and still can't be scoped, since it must be found before the company is
   * known. Ids only, no personal data; each has its line in the service's own test as well.
   */
  private static final Set<String> UNSCOPED =
      Set.of(
          "identity.job",
          "identity.joining",
          "identity.membership",
          "identity.membership_parked",
          "identity.outbox",
          "invitation.job",
          "invitation.link",
          // mails to one recipient over all companies (INV-9), under a keyed hash of the address
          "invitation.mail_count",
          "invitation.membership",
          "invitation.membership_parked",
          "invitation.outbox",
          // which mail came back (INV-19), under a hash that nobody guesses
          "invitation.return_path",
          "numbering.job",
          "numbering.membership",
          "numbering.membership_parked",
          "numbering.outbox",
          "billing.job",
          "billing.membership",
          "billing.membership_parked",
          "billing.outbox");

  private static final String ANOTHER_COMPANYS_ROWS =
      "select count(*) from %s where company_id::text is distinct from ?";

  @Test
  @DisplayName("ARCH Tenancy: without a company a service's role sees no tenant's row")
  void withoutCompany(Suite suite) throws SQLException {
    twoCompanies(suite);

    assertThat(visibleOfOthers(suite, "")).isEmpty();
  }

  @Test
  @DisplayName("ARCH Tenancy: with a company a service's role sees that company's rows only")
  void withCompany(Suite suite) throws SQLException {
    Company company = twoCompanies(suite);

    assertThat(visibleOfOthers(suite, company.id())).isEmpty();
  }

  @Test
  @DisplayName("ARCH Tenancy: a company that doesn't exist opens no row")
  void unknownCompany(Suite suite) throws SQLException {
    twoCompanies(suite);

    assertThat(visibleOfOthers(suite, UUID.randomUUID().toString())).isEmpty();
  }

  @Test
  @DisplayName("ARCH Tenancy: with a company a service's role changes and deletes no other's row")
  void noForeignWrite(Suite suite) throws SQLException {
    Company company = twoCompanies(suite);
    List<String> reached = new ArrayList<>();
    for (String service : LocalStack.SERVICES) {
      try (Connection app = app(suite, service)) {
        for (String table : tenantTables(suite, service, "'r', 'p'")) {
          for (String statement :
              List.of(
                  "delete from %s where company_id::text <> ?",
                  "update %s set company_id = company_id where company_id::text <> ?")) {
            if (affected(app, company.id(), statement.formatted(table)) != 0) {
              reached.add(service + ": " + statement.formatted(table));
            }
          }
        }
      }
    }

    assertThat(reached).isEmpty();
  }

  @Test
  @DisplayName(
      "ARCH Tenancy: the proof is not empty: the administrator sees rows of many companies")
  void notVacuous(Suite suite) throws SQLException {
    Company company = twoCompanies(suite);
    for (String service : LocalStack.SERVICES) {
      int filled = 0;
      try (Connection admin = suite.stack().postgres().admin(service)) {
        List<String> tables = tenantTables(suite, service, "'r', 'p', 'v', 'm'");
        for (String table : tables) {
          if (count(admin, ANOTHER_COMPANYS_ROWS.formatted(table), company.id()) > 0) {
            filled++;
          }
        }
        Tally.say(
            "row security: %s: %d tables, %d with rows of other companies"
                .formatted(service, tables.size(), filled));
      }
      assertThat(filled).as("tables of %s with rows of other companies", service).isPositive();
    }
  }

  @Test
  @DisplayName("ARCH Tenancy: the tables that can't be scoped are those that are listed")
  void unscoped(Suite suite) throws SQLException {
    Set<String> open = new TreeSet<>();
    for (String service : LocalStack.SERVICES) {
      open.addAll(
          texts(
              suite,
              service,
              """
              select '%s.' || c.relname from pg_class c
              join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id'
              where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                and not a.attisdropped and not (c.relrowsecurity and c.relforcerowsecurity)
              """
                  .formatted(service)));
    }

    assertThat(open).isEqualTo(new TreeSet<>(UNSCOPED));
  }

  @Test
  @DisplayName("ARCH Tenancy: a service's role owns nothing and has no power over row security")
  void powerless(Suite suite) throws SQLException {
    List<String> powers = new ArrayList<>();
    for (String service : LocalStack.SERVICES) {
      powers.addAll(
          texts(
              suite,
              service,
              """
              with app as (select * from pg_roles where rolname = '%s')
              select rolname || ' may do too much' from app
              where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
              union all
              select rolname || ' is a member of ' || roleid::regrole
              from app join pg_auth_members on member = app.oid
              union all
              select rolname || ' owns ' || objid::text || ' of ' || classid::regclass
              from app join pg_shdepend on refobjid = app.oid and deptype = 'o'
              union all
              select rolname || ' may create in ' || nspname
              from app, pg_namespace where has_schema_privilege(app.oid, pg_namespace.oid, 'create')
              union all
              select rolname || ' may truncate or alter triggers of ' || relname
              from app, pg_class
              where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                and has_table_privilege(app.oid, pg_class.oid, 'truncate, trigger')
              """
                  .formatted(Databases.app(service))));
    }

    assertThat(powers).isEmpty();
  }

  /** Two companies with a member each, so that there is something to see. */
  private static Company twoCompanies(Suite suite) {
    Company.signUp(suite, Suite.GRACE);
    return Company.signUp(suite, Suite.ADA);
  }

  /** Tables and how many rows of others than {@code companyId} the service's role sees there. */
  private static List<String> visibleOfOthers(Suite suite, String companyId) throws SQLException {
    List<String> visible = new ArrayList<>();
    for (String service : LocalStack.SERVICES) {
      try (Connection app = app(suite, service)) {
        bind(app, companyId);
        for (String table : tenantTables(suite, service, "'r', 'p', 'v', 'm'")) {
          long rows = count(app, ANOTHER_COMPANYS_ROWS.formatted(table), companyId);
          if (rows != 0) {
            visible.add(service + "." + table + ": " + rows);
          }
        }
      }
    }
    return visible;
  }

  private static List<String> tenantTables(Suite suite, String service, String kinds)
      throws SQLException {
    return texts(
            suite,
            service,
            """
            select c.relname from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id'
            where c.relnamespace = 'public'::regnamespace and c.relkind in (%s)
              and not a.attisdropped
            order by c.relname
            """
                .formatted(kinds))
        .stream()
        .filter(table -> !UNSCOPED.contains(service + "." + table))
        .toList();
  }

  private static List<String> texts(Suite suite, String service, String sql) throws SQLException {
    try (Connection admin = suite.stack().postgres().admin(service);
        PreparedStatement query = admin.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private static Connection app(Suite suite, String service) throws SQLException {
    PostgresServer postgres = suite.stack().postgres();
    String role = Databases.app(service);
    return DriverManager.getConnection(postgres.jdbcUrl(service), role, Databases.password(role));
  }

  /** For the whole session; nothing is set where there is no company. */
  private static void bind(Connection app, String companyId) throws SQLException {
    if (companyId.isEmpty()) {
      return;
    }
    try (PreparedStatement set =
        app.prepareStatement("select set_config('rollcall.company', ?, false)")) {
      set.setString(1, companyId);
      set.execute();
    }
  }

  /** How many rows; none where the role may not even read the table. */
  private static long count(Connection connection, String sql, String parameter)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, parameter);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      return orRethrow(e);
    }
  }

  /** How many rows a statement reaches; it is undone. */
  private static int affected(Connection app, String companyId, String sql) throws SQLException {
    app.setAutoCommit(false);
    bind(app, companyId);
    try (PreparedStatement statement = app.prepareStatement(sql)) {
      statement.setString(1, companyId);
      return statement.executeUpdate();
    } catch (SQLException e) {
      return orRethrow(e);
    } finally {
      app.rollback();
    }
  }

  /** Not being allowed is as good as seeing nothing. */
  private static int orRethrow(SQLException e) throws SQLException {
    if ("42501".equals(e.getSQLState())) {
      return 0;
    }
    throw e;
  }
}
