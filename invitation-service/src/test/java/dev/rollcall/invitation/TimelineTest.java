package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.accept;
import static dev.rollcall.invitation.Acme.acceptWithCode;
import static dev.rollcall.invitation.Acme.code;
import static dev.rollcall.invitation.Acme.requestCode;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.invitation.Acme.token;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Mails;
import dev.rollcall.platform.test.RollcallTest;
import io.quarkus.test.common.WithTestResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class TimelineTest {

  /** Each step as {@code service step outcome}. */
  private static List<String> steps(Acme acme, UUID invitation) {
    List<Map<String, Object>> items =
        acme.asAda()
            .get(INVITATIONS + "/" + invitation + "/timeline")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getList("items");
    return items.stream()
        .map(step -> step.get("service") + " " + step.get("step") + " " + step.get("outcome"))
        .toList();
  }

  private static void license(Acme acme, String license, long version, UUID user) {
    Map<String, Object> state = new HashMap<>();
    state.put("licenseId", license);
    state.put("companyId", acme.id.toString());
    state.put("officeId", acme.headOffice.toString());
    state.put("type", "TALK");
    state.put("plan", "BASIC");
    state.put("state", "ASSIGNED");
    state.put("origin", "SIGNUP");
    state.put("holder", Map.of("userId", user.toString()));
    state.put("attempt", null);
    state.put("createdAt", "2026-03-11T09:00:00Z");
    Events.send(
        "rollcall.license.v1", license, "rollcall.license.assigned.v1", acme.id, version, state);
  }

  @Test
  @DisplayName("INV-21 the timeline tells the whole way across the services, each step once")
  void wholeWay() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    accept(token(email), "correct horse battery").then().statusCode(201);
    acme.userJoined(invitation, email);
    acme.userJoined(invitation, email);
    acme.awaitStatus(invitation, "JOINED");
    String license = acme.get(invitation).path("seat.licenseId");
    UUID user = UUID.fromString(acme.get(invitation).path("userId"));
    license(acme, license, 3, user);
    license(acme, license, 4, user);
    license(acme, license, 5, UUID.randomUUID());
    acme.grant(invitation, 1);
    Eventually.holds(
        () ->
            assertThat(steps(acme, invitation))
                .containsExactlyInAnyOrder(
                    "invitation requested done",
                    "billing seat-granted done",
                    "invitation opened done",
                    "invitation mail SENT",
                    "invitation accepting done",
                    "invitation accepted done",
                    "identity user-joined done",
                    "invitation joined done",
                    "billing license-assigned done"));
  }

  @Test
  @DisplayName("INV-21 INV-10 the way over a copied link: copied, codes asked for and mailed")
  void copiedLink() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    Mails.await(email);
    String copied = acme.copied(invitation);
    requestCode(copied).then().statusCode(202);
    acceptWithCode(copied, "correct horse battery", code(email, 2)).then().statusCode(201);
    Eventually.holds(
        () ->
            assertThat(steps(acme, invitation))
                .containsExactlyInAnyOrder(
                    "invitation requested done",
                    "billing seat-granted done",
                    "invitation opened done",
                    "invitation mail SENT",
                    "invitation link-copied done",
                    "invitation code-requested done",
                    "invitation code-mail SENT",
                    "invitation accepting done",
                    "invitation accepted done"));
  }

  @Test
  @DisplayName("INV-21 what was made good again shows: a seat granted too late and released")
  void compensation() {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.requested(someone("bob"));
    acme.asAda().delete(INVITATIONS + "/" + invitation).then().statusCode(204);
    acme.grant(invitation, 1);
    acme.release(invitation, 1);
    acme.release(invitation, 1);
    Eventually.holds(
        () ->
            assertThat(steps(acme, invitation))
                .containsExactly(
                    "invitation requested done",
                    "invitation revoked done",
                    "billing seat-granted done",
                    "billing seat-released done"));
  }

  @Test
  @DisplayName("INV-21 a refused seat shows with its code")
  void refused() {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.requested(someone("bob"));
    acme.refuse(invitation, 1, "NO_FREE_LICENSE");
    acme.awaitStatus(invitation, "REFUSED");
    assertThat(steps(acme, invitation))
        .containsExactly(
            "invitation requested done",
            "billing seat-refused NO_FREE_LICENSE",
            "invitation refused NO_FREE_LICENSE");
  }

  @Test
  @DisplayName("INV-21 CO-4 another company's timeline is not there")
  void otherCompany() {
    UUID invitation = Acme.signedUp().requested(someone("bob"));
    Acme.signedUp()
        .asAda()
        .get(INVITATIONS + "/" + invitation + "/timeline")
        .then()
        .spec(problem(404, "NOT_FOUND"));
  }
}
