package dev.rollcall.billing.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.OutboxRows.OutboxRow;
import dev.rollcall.platform.test.Problems;
import dev.rollcall.platform.test.RollcallTest;
import io.quarkus.test.common.WithTestResource;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class ProvisioningTest {

  private static final String CREATED = "rollcall.license.created.v1";
  private static final String GRANTED = "rollcall.seat-request.granted.v1";

  @Test
  @DisplayName("CO-5 a new company gets three TALK/BASIC licenses, and its founder takes one")
  void signUp() {
    Story acme = Story.signedUp();

    assertThat(acme.published(CREATED)).hasSize(3);
    assertThat(acme.published(CREATED))
        .allSatisfy(
            row -> {
              assertThat(row.payload().path("type").asText()).isEqualTo("TALK");
              assertThat(row.payload().path("plan").asText()).isEqualTo("BASIC");
              assertThat(row.payload().path("origin").asText()).isEqualTo("SIGNUP");
              assertThat(row.payload().path("officeId").asText()).isEqualTo(acme.office.toString());
            });
    OutboxRow founders = acme.published("rollcall.license.assigned.v1").getFirst();
    assertThat(founders.payload().path("holder").path("userId").asText())
        .isEqualTo(acme.founder.toString());
    assertThat(founders.aggregateVersion()).isEqualTo(2);
  }

  @Test
  @DisplayName("BIL-5 the subscription starts on the sign-up day in the company's time zone")
  void subscription() {
    Story acme = new Story().at(Instant.parse("2026-03-31T22:30:00Z"), "Europe/Berlin");
    acme.created();
    acme.provisioned();

    OutboxRow started = acme.published("rollcall.subscription.started.v1").getFirst();

    assertThat(started.payload().path("anchorDay").asInt()).isEqualTo(1);
    assertThat(started.payload().path("entitlements").path("freeLocalNumbers").asInt())
        .isEqualTo(3);
  }

  @Test
  @DisplayName("X-2 the sign-up happens once, however often it is told of")
  void once() {
    Story acme = new Story();
    UUID event = UUID.randomUUID();

    acme.created(event);
    acme.created(event);
    acme.created();
    acme.opensOffice();
    acme.provisioned();
    acme.requested(event, 1);
    acme.awaits(GRANTED, event);

    assertThat(acme.published(CREATED)).hasSize(3);
    assertThat(acme.published("rollcall.subscription.started.v1")).hasSize(1);
  }

  @Test
  @DisplayName("EVENTS Invite: a request of an unknown company is granted after asking identity")
  void fetched() {
    Story acme = new Story();
    IdentityStand.knows(acme.company, acme.identityAnswer());
    UUID invitation = UUID.randomUUID();

    acme.requested(invitation, 1);

    acme.awaits(GRANTED, invitation);
    assertThat(acme.published(CREATED)).hasSize(3);
  }

  @Test
  @DisplayName("CO-5 fetched first and told of later, the sign-up happens once")
  void fetchedThenTold() {
    Story acme = new Story();
    IdentityStand.knows(acme.company, acme.identityAnswer());
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();

    acme.requested(first, 1);
    acme.awaits(GRANTED, first);
    acme.created();
    acme.requested(second, 1);
    acme.awaits(GRANTED, second);

    assertThat(acme.published(CREATED)).hasSize(3);
    assertThat(acme.published("rollcall.subscription.started.v1")).hasSize(1);
  }

  @Test
  @DisplayName("EVENTS Invite: while identity is away a request waits, and the event answers it")
  void away() {
    Story acme = new Story();
    IdentityStand.isAwayFor(acme.company);
    UUID invitation = UUID.randomUUID();
    acme.requested(invitation, 1);
    Eventually.holds(() -> assertThat(IdentityStand.asked(acme.company)).isPositive());

    acme.created();

    acme.awaits(GRANTED, invitation);
    assertThat(acme.answers(invitation)).containsExactly("seat-request.granted");
  }

  @Test
  @DisplayName("EVENTS Invite: an office that nobody knows is refused only after asking identity")
  void unknownOffice() {
    Story acme = Story.signedUp();
    IdentityStand.knows(acme.company, acme.identityAnswer());
    UUID invitation = UUID.randomUUID();

    acme.requestedIn(UUID.randomUUID(), invitation);

    OutboxRow refused = acme.awaits("rollcall.seat-request.refused.v1", invitation);
    assertThat(refused.payload().path("code").asText()).isEqualTo("UNKNOWN_OFFICE");
    assertThat(IdentityStand.asked(acme.company)).isPositive();
  }

  @Test
  @DisplayName("CO-5 the subscription can be read before any event came")
  void readFirst() {
    Story acme = new Story();
    IdentityStand.knows(acme.company, acme.identityAnswer());
    Member ada = Members.admin(acme.company, "billing.read").joined();

    given()
        .auth()
        .oauth2(ada.token())
        .get("/billing/v1/companies/{c}/subscription", acme.company)
        .then()
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("status", equalTo("ACTIVE"))
        .body("edition", equalTo("STANDARD"))
        .body("currency", equalTo("USD"));
    acme.created();
    acme.provisioned();

    assertThat(acme.published(CREATED)).hasSize(3);
  }

  @Test
  @DisplayName("CO-5 a company that identity can't tell of right now is 503, not 404")
  void readWhileAway() {
    UUID company = UUID.randomUUID();
    IdentityStand.isAwayFor(company);
    Member ada = Members.admin(company, "billing.read").joined();

    given()
        .auth()
        .oauth2(ada.token())
        .get("/billing/v1/companies/{c}/licenses", company)
        .then()
        .spec(Problems.problem(503, "IDENTITY_UNAVAILABLE"));
  }

  @Test
  @DisplayName("X-2 a founder deleted before the company was told of has no license")
  void founderGone() {
    Story acme = new Story();
    acme.founderDeleted();
    Eventually.holds(
        () ->
            assertThat(
                    dev.rollcall.platform.test.ServiceDatabase.value(
                        "select status from member where company_id = ?", acme.company))
                .contains("DELETED"));

    acme.created();
    OutboxRows.await(acme.company, "rollcall.subscription.started.v1");

    assertThat(acme.published("rollcall.license.assigned.v1")).isEmpty();
    assertThat(acme.published(CREATED)).hasSize(3);
  }
}
