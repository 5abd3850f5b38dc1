package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.published;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.platform.test.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;

import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.OutboxRows.OutboxRow;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class ResyncTest {

  @Test
  @DisplayName("X-3 a resync tells the invitation's current state under a new version")
  void resync() {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.invited(someone("bob"));

    resync(acme, invitation).then().statusCode(204);

    assertThat(published(invitation)).containsExactly("requested", "opened", "resynced");
    List<OutboxRow> told = OutboxRows.ofAggregate(invitation.toString());
    assertThat(told.getLast().payload()).isEqualTo(told.get(1).payload());
    assertThat(told.getLast().aggregateVersion()).isEqualTo(told.get(1).aggregateVersion() + 1);
  }

  @Test
  @DisplayName("X-3 another company's invitation is not told again")
  void foreign() {
    UUID invitation = Acme.signedUp().requested(someone("bob"));

    resync(Acme.signedUp(), invitation).then().spec(problem(404, "NOT_FOUND"));
  }

  @Test
  @DisplayName("X-3 invitation-service tells how its invitations stand, and whom it knows")
  void beliefs() {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.invited(someone("bob"));

    identity()
        .get("/internal/companies/{company}/beliefs/invitations", acme.id)
        .then()
        .statusCode(200)
        .body("items.invitationId", contains(invitation.toString()))
        .body("items.status", contains("PENDING"));
    identity()
        .get("/internal/companies/{company}/beliefs/users", acme.id)
        .then()
        .statusCode(200)
        .body("items.active", hasItem(true));
  }

  private static io.restassured.response.Response resync(Acme acme, UUID invitation) {
    return identity()
        .post("/internal/companies/{company}/invitations/{id}/resync", acme.id, invitation);
  }

  private static RequestSpecification identity() {
    return given().auth().oauth2(TestTokens.service("identity-drift"));
  }
}
