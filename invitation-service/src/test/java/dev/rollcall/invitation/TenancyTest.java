package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.someone;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class TenancyTest {

  /** The only tables without row-level security; they hold ids and hashes, no personal data. */
  private static final Set<String> UNSCOPED =
      Set.of(
          "outbox",
          "inbox",
          "job",
          "membership",
          "membership_parked",
          "view_heartbeat",
          "clock",
          "clock_replica",
          "link",
          "return_path",
          "mail_count",
          "founder_mail_day",
          "flyway_schema_history");

  @Test
  @DisplayName(
      "SEC the service's role only adds to the outbox, doesn't touch Flyway's history, and does"
          + " elsewhere what was reviewed")
  void privileges() {
    assertThat(Catalogue.unusualPrivileges())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("flyway_schema_history", "", "outbox", "insert"));
    assertThat(Catalogue.functionsOfTheOwner())
        .containsExactly("outbox_drop_beats", "outbox_forget", "outbox_purge");
  }

  @Test
  @DisplayName("ARCH Tenancy: rows are shown by company, or to a purge that is bound to none")
  void policies() {
    assertThat(Catalogue.widePolicies()).isEmpty();
  }

  @Test
  @DisplayName("CO-4 every table but the listed ones is forced under row-level security")
  void everyTableScoped() throws SQLException {
    assertThat(
            column(
                ServiceDatabase.admin(),
                """
                select relname from pg_class
                where relkind = 'r' and relnamespace = 'public'::regnamespace
                  and not (relrowsecurity and relforcerowsecurity)
                """))
        .containsExactlyInAnyOrderElementsOf(UNSCOPED);
  }

  @Test
  @DisplayName(
      "CO-4 the service's own role sees no company's rows unless it says which, then only those")
  void rowLevelSecurity() throws SQLException {
    Acme acme = Acme.signedUp();
    Acme other = Acme.signedUp();
    String email = someone("bob");
    acme.invited(email);
    other.invited(someone("carol"));
    new Batches(acme).accepted(Batches.body(someone("ann")));
    new Batches(other).accepted(Batches.body(someone("ann")));
    for (String table :
        List.of(
            "invitation",
            "invitation_step",
            "mail",
            "company_view",
            "office_view",
            "user_view",
            "operation",
            "batch_row")) {
      assertThat(column(ServiceDatabase.app(), "select company_id from " + table)).isEmpty();
      assertThat(
              column(
                  ServiceDatabase.app(),
                  "select set_config('rollcall.company', '" + acme.id + "', false)",
                  "select company_id from " + table))
          .isNotEmpty()
          .containsOnly(acme.id.toString());
    }
  }

  @Test
  @DisplayName("INV-9 the unscoped mail counter holds no address")
  void countersHoldNoAddress() throws SQLException {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    acme.requested(email);
    assertThat(column(ServiceDatabase.admin(), "select m::text from mail_count m"))
        .isNotEmpty()
        .noneMatch(row -> row.contains("@") || row.contains("mail.test"));
  }

  private static List<String> column(Connection connection, String... statements)
      throws SQLException {
    List<String> values = new ArrayList<>();
    try (connection;
        Statement statement = connection.createStatement()) {
      for (int index = 0; index < statements.length - 1; index++) {
        statement.execute(statements[index]);
      }
      try (ResultSet rows = statement.executeQuery(statements[statements.length - 1])) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
    }
    return values;
  }
}
