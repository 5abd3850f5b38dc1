package dev.rollcall.billing.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.Problems;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A company with a thousand licenses more than it signed up with. */
@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class LongLedgerTest {

  private static final int MANY = 1_000;

  private Story acme;
  private Member ada;

  @BeforeEach
  void company() {
    acme = Story.signedUp();
    ada = Members.admin(acme.company, "billing.read", "billing.manage").joined();
    order("/licenses", MANY).then().statusCode(201).body("licenses", hasSize(MANY));
  }

  @Test
  @DisplayName("BIL-3 a long ledger is verified by an operation that says the same")
  void verifiedByAnOperation() {
    Response begun = get("/ledger/verification");
    begun
        .then()
        .statusCode(202)
        .header("Location", startsWith("/billing/v1/companies/" + acme.company + "/operations/"))
        .body("kind", equalTo("LEDGER_VERIFICATION"));

    settled(begun)
        .then()
        .body("status", equalTo("DONE"))
        .body("result.valid", equalTo(true))
        .body("result.checked", equalTo(4 + MANY + 1))
        .body("result.firstBroken", nullValue());
    assertThat(ServiceDatabase.value("select count(*)::text from ledger_verification"))
        .contains("0");
  }

  @Test
  @DisplayName("BIL-3 deep in a long ledger a changed entry is noticed, and a license beside it")
  void tampered() throws SQLException {
    tamper("update ledger_posting set plan = 'PRO' where company_id = '%s' and sequence = 700");
    settled(get("/ledger/verification"))
        .then()
        .body("result.valid", equalTo(false))
        .body("result.firstBroken", equalTo(700));
    tamper("update ledger_posting set plan = 'PLUS' where company_id = '%s' and sequence = 700");
    tamper(
        "update license set plan = 'PRO' where company_id = '%1$s' and license_id = (select"
            + " license_id from ledger_entry where company_id = '%1$s' and sequence = 700)");

    settled(get("/ledger/verification"))
        .then()
        .body("result.valid", equalTo(false))
        .body("result.firstBroken", equalTo(4 + MANY + 1 + 1));
  }

  @Test
  @DisplayName("BIL-3 a closing that isn't as the ledger says is noticed")
  void tamperedClosing() throws SQLException {
    closed();
    tamper("update ledger_closing set quantity = quantity + 1 where company_id = '%s'");

    settled(get("/ledger/verification")).then().body("result.valid", equalTo(false));
  }

  @Test
  @DisplayName("BIL-3 balances made from closings are those of the whole ledger, at any instant")
  void closings() {
    closed();

    get("/ledger/balances")
        .then()
        .body("items.find { it.account == 'FREE' && it.plan == 'PLUS' }.balance", equalTo(MANY))
        .body("items.find { it.account == 'FREE' && it.plan == 'BASIC' }.balance", equalTo(2))
        .body("items.sum { it.balance }", equalTo(0))
        .body("money", hasSize(2));
    get("/ledger/balances?at=2020-01-01T00:00:00Z").then().body("items", hasSize(0));
  }

  @Test
  @DisplayName("BIL-4 many removals end at the renewal, some at a time")
  void manyRemovals() {
    order("/license-removals", 450).then().statusCode(201).body("licenses", hasSize(450));

    try (var _ = ProductTime.ahead(Duration.ofDays(32))) {
      Eventually.holds(() -> assertThat(acme.counts("PLUS")).isEqualTo("550 550 0 0"));
    }
    assertThat(acme.published("rollcall.license.cancelled.v1")).hasSize(450);
  }

  @Test
  @DisplayName("API a filtered list has every license once, in order, page by page")
  void pages() {
    assertThat(ids("plan=PLUS")).hasSize(MANY).isSorted().doesNotHaveDuplicates();
    assertThat(ids("plan=PLUS&officeId=" + acme.office)).isEqualTo(ids("plan=PLUS"));
    assertThat(ids("plan=BASIC")).hasSize(3);
    assertThat(ids("state=ASSIGNED")).hasSize(1);
    assertThat(ids("officeId=" + acme.office)).hasSize(MANY + 3).isEqualTo(ids("type=TALK"));
  }

  @Test
  @DisplayName("API an operation is its caller's alone")
  void ownOperation() {
    String path = get("/ledger/verification").header("Location");
    Member other = Members.admin(acme.company, "billing.read").joined();

    given().auth().oauth2(other.token()).get(path).then().spec(Problems.problem(404, "NOT_FOUND"));
  }

  private List<String> ids(String filter) {
    var ids = new ArrayList<String>();
    Response page = get("/licenses?limit=200&" + filter);
    ids.addAll(page.path("items.id"));
    while (page.path("nextCursor") != null) {
      page =
          given()
              .auth()
              .oauth2(ada.token())
              .queryParam("cursor", page.<String>path("nextCursor"))
              .get("/billing/v1/companies/{c}/licenses?limit=200&" + filter, acme.company);
      ids.addAll(page.path("items.id"));
    }
    return ids;
  }

  private void closed() {
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select (sequence >= ?)::text from ledger_closed where company_id = ?",
                        (long) MANY,
                        acme.company))
                .contains("true"));
  }

  private Response settled(Response begun) {
    return Eventually.there(
        "the operation's end",
        () ->
            Optional.of(
                    given()
                        .auth()
                        .oauth2(ada.token())
                        .header("Prefer", "wait=10")
                        .get(begun.header("Location")))
                .filter(answer -> !answer.path("status").equals("RUNNING")));
  }

  private Response get(String path) {
    return given().auth().oauth2(ada.token()).get("/billing/v1/companies/{c}" + path, acme.company);
  }

  private Response order(String call, int quantity) {
    Map<String, Object> order = Story.order("TALK", "PLUS", quantity, acme.office);
    return given()
        .auth()
        .oauth2(ada.token())
        .contentType("application/json")
        .body(order)
        .post("/billing/v1/companies/{c}" + call, acme.company);
  }

  /** As somebody with all power over the database, past triggers and row-level security. */
  private void tamper(String sql) throws SQLException {
    try (Connection admin = ServiceDatabase.admin();
        Statement statement = admin.createStatement()) {
      statement.execute("set session_replication_role = replica");
      statement.execute(sql.formatted(acme.company));
    }
  }
}
