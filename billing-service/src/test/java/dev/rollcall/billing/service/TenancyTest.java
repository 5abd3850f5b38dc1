package dev.rollcall.billing.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.platform.test.Catalogue;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class TenancyTest {

  /** No company's: the machinery's, and the price list. */
  private static final List<String> UNSCOPED =
      List.of(
          "catalogue",
          "clock",
          "clock_replica",
          "flyway_schema_history",
          "inbox",
          "job",
          "membership",
          "membership_parked",
          "number_price",
          "outbox",
          "plan_price",
          "view_heartbeat");

  @Test
  @DisplayName(
      "SEC the service's role only adds to the outbox, doesn't touch Flyway's history, and does"
          + " elsewhere what was reviewed")
  void privileges() {
    assertThat(Catalogue.unusualPrivileges())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "flyway_schema_history", "",
                "outbox", "insert",
                // the ledger is append-only (BIL-3)
                "ledger_entry", "select, insert",
                "ledger_posting", "select, insert",
                "ledger_amount", "select, insert",
                // prices change by migration (BIL-1)
                "catalogue", "select",
                "plan_price", "select",
                "number_price", "select"));
    assertThat(Catalogue.functionsOfTheOwner())
        .containsExactly("outbox_drop_beats", "outbox_forget", "outbox_purge");
  }

  @Test
  @DisplayName("ARCH Tenancy: rows are shown by company, or to a purge that is bound to none")
  void policies() {
    assertThat(Catalogue.widePolicies()).isEmpty();
  }

  @Test
  @DisplayName("ARCH Tenancy: every table is under forced row-level security, save the listed ones")
  void everyTable() throws SQLException {
    assertThat(
            texts(
                ServiceDatabase.admin(),
                """
                select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                where nspname = 'public' and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)
                order by relname
                """))
        .isEqualTo(UNSCOPED);
  }

  @Test
  @DisplayName("ARCH Tenancy: every tenant table has the company first in its key")
  void companyFirst() throws SQLException {
    assertThat(
            texts(
                ServiceDatabase.admin(),
                """
                select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
                join pg_index on indrelid = pg_class.oid and indisprimary
                join pg_attribute on attrelid = pg_class.oid and attnum = indkey[0]
                where nspname = 'public' and relforcerowsecurity and attname <> 'company_id'
                """))
        .isEmpty();
  }

  @Test
  @DisplayName("ARCH Tenancy: the service's role sees one company at a time, and none without one")
  void oneAtATime() throws SQLException {
    Story acme = Story.signedUp();
    Story globex = Story.signedUp();

    assertThat(visible(acme.company)).containsExactly(acme.company.toString());
    assertThat(visible(globex.company)).containsExactly(globex.company.toString());
    assertThat(texts(ServiceDatabase.app(), "select license_id from license")).isEmpty();
  }

  @Test
  @DisplayName("ARCH Tenancy: the service's role can't write for another company")
  void noForeignWrite() {
    Story acme = Story.signedUp();

    assertThatThrownBy(
            () -> {
              try (Connection app = ServiceDatabase.app();
                  Statement statement = app.createStatement()) {
                app.setAutoCommit(false);
                statement.execute(
                    "select set_config('rollcall.company', '" + acme.company + "', true)");
                statement.execute(
                    "insert into member (company_id, user_id, status, version) values"
                        + " (gen_random_uuid(), gen_random_uuid(), 'ACTIVE', 1)");
              }
            })
        .hasMessageContaining("row-level security");
  }

  @Test
  @DisplayName("BIL-1 the service's role can't change a price")
  void pricesAreFixed() {
    assertThatThrownBy(
            () -> texts(ServiceDatabase.app(), "update plan_price set monthly = 0 returning plan"))
        .hasMessageContaining("permission denied");
  }

  private static List<String> visible(UUID company) throws SQLException {
    return texts(
        ServiceDatabase.app(),
        """
        with bound as (select set_config('rollcall.company', '%s', true))
        select distinct company_id::text from bound, license
        """
            .formatted(company));
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    try (connection;
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
