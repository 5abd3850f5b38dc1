package dev.rollcall.numbering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import dev.rollcall.platform.test.Catalogue;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "numbering")
class TenancyTest {

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
  @DisplayName("API Location is a path: what a caller says of hosts is in no answer")
  void location() {
    var world = NumberingWorld.open();

    world
        .asAdmin()
        .header("X-Forwarded-Host", "elsewhere.test")
        .body(Map.of("e164", world.available("LOCAL")))
        .post("/number-holds")
        .then()
        .statusCode(201)
        .header("Location", startsWith("/numbering/v1/companies/" + world.company));
  }

  @Test
  @DisplayName("CO-4 the service's own role sees no company's rows unless it says which")
  void rowLevelSecurity() throws SQLException {
    var world = NumberingWorld.open();
    String e164 = world.bought("LOCAL");

    try (var app = ServiceDatabase.app();
        var statement = app.createStatement()) {
      for (String table :
          List.of(
              "number_hold",
              "phone_number",
              "purchase",
              "company_view",
              "office_view",
              "user_view")) {
        var rows = statement.executeQuery("select count(*) from " + table);
        rows.next();
        assertThat(rows.getInt(1)).as(table).isZero();
      }
      statement.execute("select set_config('rollcall.company', '" + world.company + "', false)");
      var rows = statement.executeQuery("select e164 from phone_number");
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo(e164);
    }
  }
}
