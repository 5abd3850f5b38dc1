package dev.rollcall.billing.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.platform.test.HttpSurface;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.Problems;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class LicensesApiTest {

  private static final String BASE = "/billing/v1/companies/{c}";

  @Test
  @DisplayName("API methods, media types, headers and encodings are the same for every operation")
  void httpSurface() {
    assertThat(HttpSurface.deviations()).isEmpty();
  }

  @Test
  @DisplayName("BIL-2 a license shows type, plan, office, state, origin and holder")
  void list() {
    Story acme = Story.signedUp();
    Member ada = admin(acme);
    UUID invitation = UUID.randomUUID();
    acme.requested(invitation, 1);
    acme.awaits("rollcall.seat-request.granted.v1", invitation);

    get(ada, acme, "/licenses")
        .statusCode(200)
        .body("items", hasSize(3))
        .body("items.type", everyItem(equalTo("TALK")))
        .body("items.officeId", everyItem(equalTo(acme.office.toString())))
        .body("nextCursor", nullValue());
    get(ada, acme, "/licenses?state=RESERVED")
        .body("items", hasSize(1))
        .body("items[0].holder.invitationId", equalTo(invitation.toString()))
        .body("items[0].origin", equalTo("SIGNUP"));
    get(ada, acme, "/licenses?state=ASSIGNED")
        .body("items.holder.userId", contains(acme.founder.toString()));
    get(ada, acme, "/licenses?state=FREE&type=TALK&plan=BASIC&officeId=" + acme.office)
        .body("items.holder", contains(nullValue()));
    get(ada, acme, "/licenses?plan=PRO").body("items", empty());
  }

  @Test
  @DisplayName("BIL-2 the list is paged without gaps or repeats")
  void pages() {
    Story acme = Story.signedUp();
    Member ada = admin(acme);
    List<String> seen = new ArrayList<>();

    Response page =
        given().auth().oauth2(ada.token()).get(BASE + "/licenses?limit=1", acme.company);
    page.then().header("Link", containsString("rel=\"next\""));
    seen.addAll(page.jsonPath().getList("items.id"));
    String cursor = page.jsonPath().getString("nextCursor");
    while (cursor != null) {
      page =
          given()
              .auth()
              .oauth2(ada.token())
              .queryParam("limit", 1)
              .queryParam("cursor", cursor)
              .get(BASE + "/licenses", acme.company);
      seen.addAll(page.jsonPath().getList("items.id"));
      cursor = page.jsonPath().getString("nextCursor");
    }

    assertThat(seen).hasSize(3).doesNotHaveDuplicates().isSorted();
  }

  @Test
  @DisplayName("BIL-2 the summary counts per office, type, plan and state")
  void summary() {
    Story acme = Story.signedUp();

    get(admin(acme), acme, "/licenses/summary")
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].officeId", equalTo(acme.office.toString()))
        .body("items[0].purchased", equalTo(3))
        .body("items[0].free", equalTo(2))
        .body("items[0].reserved", equalTo(0))
        .body("items[0].assigned", equalTo(1));
  }

  @Test
  @DisplayName("USR-1 an office admin sees the licenses of their own offices only")
  void officeAdmin() {
    Story acme = Story.signedUp();
    Member own = officeAdmin(acme, acme.office);
    Member other = officeAdmin(acme, UUID.randomUUID());

    get(own, acme, "/licenses").body("items", hasSize(3));
    get(own, acme, "/licenses/summary").body("items", hasSize(1));
    get(own, acme, "/ledger/balances").body("items", hasSize(3));
    get(own, acme, "/charges").body("lines", hasSize(1));
    get(other, acme, "/licenses").body("items", empty());
    get(other, acme, "/licenses?officeId=" + acme.office).body("items", empty());
    get(other, acme, "/licenses/summary").body("items", empty());
    get(other, acme, "/ledger/balances").body("items", empty());
    get(other, acme, "/charges").body("lines", empty());
    get(own, acme, "/ledger/verification").spec(Problems.problem(403, "FORBIDDEN"));
  }

  @Test
  @DisplayName("CO-4 for a stranger the company is not there, in every call")
  void stranger() {
    Story acme = Story.signedUp();
    Member eve = Members.admin(UUID.randomUUID(), "billing.read").joined();

    for (String path : paths()) {
      get(eve, acme, path).spec(Problems.problem(404, "NOT_FOUND"));
    }
  }

  @Test
  @DisplayName("USR-1 a member without billing.read is refused, in every call")
  void withoutPermission() {
    Story acme = Story.signedUp();
    Member bob = Members.user(acme.company, "users.read").joined();

    for (String path : paths()) {
      get(bob, acme, path).spec(Problems.problem(403, "FORBIDDEN"));
    }
  }

  @Test
  @DisplayName("API without a token nobody gets in, the catalogue included")
  void anonymous() {
    UUID company = UUID.randomUUID();

    for (String path : paths()) {
      given().get(BASE + path, company).then().statusCode(401);
    }
    given().get("/billing/v1/plans").then().statusCode(401);
  }

  @Test
  @DisplayName("API a filter, limit or cursor that can't be read is 422")
  void invalid() {
    Story acme = Story.signedUp();
    Member ada = admin(acme);

    get(ada, acme, "/licenses?state=LOST").spec(Problems.invalid("/?state"));
    get(ada, acme, "/licenses?officeId=head").spec(Problems.invalid("/?officeId"));
    get(ada, acme, "/licenses?limit=0").spec(Problems.invalid("/?limit"));
    get(ada, acme, "/licenses?cursor=abc").spec(Problems.invalid("/?cursor"));
    get(ada, acme, "/ledger/balances?at=yesterday").spec(Problems.invalid("/?at"));
  }

  @Test
  @DisplayName("BIL-1 the catalogue has each type on each plan, in its currency and version")
  void plans() {
    given()
        .auth()
        .oauth2(TestTokens.person(UUID.randomUUID()).token())
        .get("/billing/v1/plans")
        .then()
        .statusCode(200)
        .body("version", equalTo(1))
        .body("currency", equalTo("USD"))
        .body("items.findAll { it.priceLevel == 'US' }", hasSize(9))
        .body(
            "items.find { it.type == 'TALK' && it.plan == 'PLUS' && it.priceLevel == 'US' }"
                + ".monthly.amount",
            equalTo("25.00"))
        .body("numbers", hasSize(6));
  }

  private static List<String> paths() {
    return List.of(
        "/subscription",
        "/licenses",
        "/licenses/summary",
        "/charges",
        "/ledger/balances",
        "/ledger/verification");
  }

  private static Member admin(Story story) {
    return Members.admin(story.company, "billing.read").joined();
  }

  private static Member officeAdmin(Story story, UUID office) {
    return Members.user(story.company)
        .role("OFFICE_ADMIN")
        .adminOf(office)
        .grant("billing.read", "OFFICES")
        .joined();
  }

  private static ValidatableResponse get(Member member, Story story, String path) {
    return given().auth().oauth2(member.token()).get(BASE + path, story.company).then();
  }
}
