package dev.rollcall.billing.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class LedgerTest {

  private Story acme;
  private Member ada;

  @BeforeEach
  void company() {
    acme = Story.signedUp();
    ada = Members.admin(acme.company, "billing.read").joined();
  }

  @Test
  @DisplayName("BIL-3 the balances say where the licenses are, and add up to zero")
  void balances() {
    get("/balances")
        .body("items", hasSize(3))
        .body("items.find { it.account == 'FREE' }.balance", equalTo(2))
        .body("items.find { it.account == 'ASSIGNED' }.balance", equalTo(1))
        .body("items.find { it.account == 'PURCHASED' }.balance", equalTo(-3))
        .body("items.sum { it.balance }", equalTo(0));
  }

  @Test
  @DisplayName("BIL-3 any balance can be read as of an instant")
  void asOf() {
    Instant before = Instant.now();
    UUID invitation = UUID.randomUUID();
    acme.requested(invitation, 1);
    acme.awaits("rollcall.seat-request.granted.v1", invitation);

    get("/balances").body("items.find { it.account == 'RESERVED' }.balance", equalTo(1));
    get("/balances?at=" + before)
        .body("at", equalTo(before.toString()))
        .body("items.find { it.account == 'RESERVED' }", nullValue())
        .body("items.find { it.account == 'FREE' }.balance", equalTo(2));
    get("/balances?at=2020-01-01T00:00:00Z").body("items", empty());
  }

  @Test
  @DisplayName("BIL-3 an untouched ledger is proven, entry by entry")
  void verification() {
    get("/verification")
        .body("valid", equalTo(true))
        .body("checked", equalTo(4))
        .body("firstBroken", nullValue());
  }

  @Test
  @DisplayName("BIL-3 a changed posting is noticed")
  void changedPosting() throws SQLException {
    tamper("update ledger_posting set plan = 'PRO' where company_id = '%s' and sequence = 3");

    get("/verification").body("valid", equalTo(false)).body("firstBroken", equalTo(3));
  }

  @Test
  @DisplayName("BIL-3 a changed time is noticed")
  void changedTime() throws SQLException {
    tamper(
        "update ledger_entry set occurred_at = occurred_at - interval '1 day'"
            + " where company_id = '%s' and sequence = 2");

    get("/verification").body("valid", equalTo(false)).body("firstBroken", equalTo(2));
  }

  @Test
  @DisplayName("BIL-3 a removed end is noticed")
  void removedEnd() throws SQLException {
    tamper(
        "with gone as (delete from ledger_posting where company_id = '%1$s' and sequence = 4)"
            + " delete from ledger_entry where company_id = '%1$s' and sequence = 4");

    get("/verification").body("valid", equalTo(false)).body("firstBroken", equalTo(4));
  }

  @Test
  @DisplayName("BIL-2 a license that was changed behind the ledger's back is noticed")
  void changedLicense() throws SQLException {
    tamper(
        "update license set state = 'FREE', holder_user_id = null"
            + " where company_id = '%s' and state = 'ASSIGNED'");

    get("/verification").body("valid", equalTo(false)).body("firstBroken", equalTo(5));
  }

  @Test
  @DisplayName("BIL-3 the service itself can't change or delete an entry")
  void notByTheService() {
    assertThatThrownBy(() -> asApp("update ledger_entry set kind = 'FREED'"))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> asApp("delete from ledger_posting"))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> asApp("truncate ledger_posting"))
        .hasMessageContaining("permission denied");
  }

  @Test
  @DisplayName("BIL-3 not even the tables' owner can change or delete an entry")
  void notByTheOwner() {
    assertThatThrownBy(() -> asOwner("update ledger_entry set kind = 'FREED'"))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> asOwner("delete from ledger_posting"))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> asOwner("truncate ledger_posting"))
        .hasMessageContaining("append-only");
  }

  @Test
  @DisplayName("BIL-2 a license can't move without its entry, and an entry can't be one-sided")
  void enforcedAtCommit() {
    assertThatThrownBy(
            () -> asApp("update license set state = 'FREE', holder_user_id = null, version = 9"))
        .hasMessageContaining("without a ledger entry");
    assertThatThrownBy(
            () ->
                asApp(
                    """
                    insert into ledger_posting (company_id, sequence, line, office_id, type, plan, account, quantity)
                    values ('%s', 1, 3, gen_random_uuid(), 'TALK', 'BASIC', 'FREE', 1)
                    """
                        .formatted(acme.company)))
        .hasMessageContaining("does not balance");
    assertThatThrownBy(() -> asApp("update license_balance set free = free + 1"))
        .hasMessageContaining("license_balance_adds_up");
  }

  private ValidatableResponse get(String path) {
    return given()
        .auth()
        .oauth2(ada.token())
        .get("/billing/v1/companies/{c}/ledger" + path, acme.company)
        .then()
        .statusCode(200);
  }

  /** As somebody with all power over the database, past triggers and row-level security. */
  private void tamper(String sql) throws SQLException {
    try (Connection admin = ServiceDatabase.admin();
        Statement statement = admin.createStatement()) {
      statement.execute("set session_replication_role = replica");
      statement.execute(sql.formatted(acme.company));
    }
  }

  private void asApp(String sql) throws SQLException {
    try (Connection app = ServiceDatabase.app()) {
      run(app, sql);
    }
  }

  private void asOwner(String sql) throws SQLException {
    try (Connection owner = ServiceDatabase.owner()) {
      run(owner, sql);
    }
  }

  private void run(Connection connection, String sql) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select set_config('rollcall.company', '" + acme.company + "', true)");
      statement.execute(sql);
      connection.commit();
    }
  }
}
