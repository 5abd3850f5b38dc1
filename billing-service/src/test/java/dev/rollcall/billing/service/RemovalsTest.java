package dev.rollcall.billing.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.Problems;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class RemovalsTest {

  private static final String REFUSED = "rollcall.seat-request.refused.v1";

  private final UUID invitation = UUID.randomUUID();
  private Story acme;
  private Member ada;

  @BeforeEach
  void company() {
    acme = Story.signedUp();
    ada = Members.admin(acme.company, "billing.read", "billing.manage").joined();
  }

  @Test
  @DisplayName("BIL-4 removed licenses are given to nobody, and are free and counted until then")
  void removal() {
    String removesAt =
        post("/license-removals", "BASIC", 2)
            .then()
            .statusCode(201)
            .body("licenses", hasSize(2))
            .body("licenses.state", everyItem(equalTo("FREE")))
            .extract()
            .path("removesAt");

    acme.requested(invitation, 1);

    assertThat(acme.awaits(REFUSED, invitation).payload().path("code").asText())
        .isEqualTo("NO_FREE_LICENSE");
    assertThat(acme.counts("BASIC")).isEqualTo("3 2 0 1");
    assertThat(acme.published("rollcall.license.removal-planned.v1"))
        .extracting(row -> row.payload().path("removesAt").asText())
        .containsExactly(removesAt, removesAt);
  }

  @Test
  @DisplayName("BIL-4 they end at the renewal, told and in the ledger")
  void renewal() {
    post("/license-removals", "BASIC", 1).then().statusCode(201);

    try (var _ = ProductTime.ahead(Duration.ofDays(32))) {
      Eventually.holds(() -> assertThat(acme.counts("BASIC")).isEqualTo("2 1 0 1"));
    }
    assertThat(acme.published("rollcall.license.cancelled.v1")).hasSize(1);
    given()
        .auth()
        .oauth2(ada.token())
        .get("/billing/v1/companies/{c}/ledger/verification", acme.company)
        .then()
        .body("valid", equalTo(true));
  }

  @Test
  @DisplayName("BIL-4 one whose day has come is charged no more, though its job is late")
  void overdue() {
    post("/license-removals", "BASIC", 1).then().statusCode(201);
    ServiceDatabase.value(
        "update license set removes_at = '2026-01-01' where company_id = ?"
            + " and removes_at is not null returning 1",
        acme.company);

    as().get("/billing/v1/companies/{c}/charges", acme.company)
        .then()
        .statusCode(200)
        .body("lines.quantity", org.hamcrest.Matchers.contains(2));
  }

  @Test
  @DisplayName("BIL-4 no more are removed than are free")
  void notEnough() {
    post("/license-removals", "BASIC", 3)
        .then()
        .spec(Problems.problem(409, "NO_FREE_LICENSE"))
        .body("free", equalTo(2));
  }

  @Test
  @DisplayName("INV-4 what a removed license of the sign-up had can't be bought again: 403")
  void notRecreated() {
    post("/licenses", "BASIC", 1).then().statusCode(201);
    post("/license-removals", "BASIC", 1).then().statusCode(201);
    post("/licenses", "BASIC", 1).then().statusCode(201);
    post("/license-removals", "BASIC", 2)
        .then()
        .statusCode(201)
        .body("licenses.origin", org.hamcrest.Matchers.hasItem("SIGNUP"));

    post("/licenses", "BASIC", 1).then().spec(Problems.problem(403, "SIGNUP_LICENSE_REMOVED"));
    Map<String, Object> quote = new HashMap<>(Story.order("TALK", "BASIC", 1, acme.office));
    quote.put("action", "BUY_LICENSES");
    as().body(quote)
        .post("/billing/v1/companies/{c}/quotes", acme.company)
        .then()
        .spec(Problems.problem(403, "SIGNUP_LICENSE_REMOVED"));
    acme.buys(invitation, 1, "BASIC", null);
    assertThat(acme.awaits(REFUSED, invitation).payload().path("code").asText())
        .isEqualTo("SIGNUP_LICENSE_REMOVED");
    post("/licenses", "PLUS", 1).then().statusCode(201);
  }

  @Test
  @DisplayName("BIL-6 a removal by its quote says what goes for good, and is done once")
  void quoted() {
    Response quote = quoteRemoval();
    quote
        .then()
        .statusCode(201)
        .body("total.amount", equalTo("0.00"))
        .body("lines[0].description", org.hamcrest.Matchers.containsString("of the sign-up"));

    Map<String, Object> byQuote = Map.of("quoteId", quote.path("id"));
    remove(byQuote).then().statusCode(201).body("licenses", hasSize(1));
    remove(byQuote).then().spec(Problems.problem(409, "QUOTE_STALE"));
  }

  @Test
  @DisplayName(
      "INV-4 BIL-6 quoted for a bought license that is taken meanwhile, none of the sign-up goes")
  void quotedForAnother() {
    post("/licenses", "BASIC", 1).then().statusCode(201);
    Object quote = quoteRemoval().then().statusCode(201).extract().path("id");
    post("/license-removals", "BASIC", 1).then().statusCode(201);

    remove(Map.of("quoteId", quote)).then().spec(Problems.problem(409, "QUOTE_STALE"));

    post("/licenses", "BASIC", 1).then().statusCode(201);
  }

  private Response quoteRemoval() {
    Map<String, Object> order = new HashMap<>(Story.order("TALK", "BASIC", 1, acme.office));
    order.put("action", "REMOVE_LICENSES");
    return as().body(order).post("/billing/v1/companies/{c}/quotes", acme.company);
  }

  private Response remove(Map<String, Object> body) {
    return as().body(body).post("/billing/v1/companies/{c}/license-removals", acme.company);
  }

  private Response post(String call, String plan, int quantity) {
    return as().body(Story.order("TALK", plan, quantity, acme.office))
        .post("/billing/v1/companies/{c}" + call, acme.company);
  }

  private io.restassured.specification.RequestSpecification as() {
    return given().auth().oauth2(ada.token()).contentType("application/json");
  }
}
