package dev.rollcall.numbering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "numbering")
class TenancyTest {

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
