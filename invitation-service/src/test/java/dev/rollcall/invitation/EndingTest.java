package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.accept;
import static dev.rollcall.invitation.Acme.bob;
import static dev.rollcall.invitation.Acme.lookUp;
import static dev.rollcall.invitation.Acme.published;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.invitation.Acme.token;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Mails;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class EndingTest {

  @Test
  @DisplayName("INV-9 a resend makes a new link; every earlier one is 410")
  void resend() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String first = token(email);
    Member grace = acme.joined("COMPANY_ADMIN", "COMPANY", "invitations.resend");
    acme.as(grace)
        .post(INVITATIONS + "/" + invitation + "/resend")
        .then()
        .statusCode(200)
        .body("id", equalTo(invitation.toString()))
        .body("status", equalTo("PENDING"))
        .body("invitedBy", equalTo(grace.userId().toString()));
    String second = token(email, 2);
    assertThat(second).isNotEqualTo(first);
    lookUp(first).then().spec(problem(410, "LINK_REPLACED"));
    accept(first, "correct horse battery").then().spec(problem(410, "LINK_REPLACED"));
    accept(second, "correct horse battery").then().statusCode(201);
    assertThat(published(invitation)).containsExactly("requested", "opened", "resent", "accepted");
  }

  @Test
  @DisplayName("INV-8 an expired link is 410, listed EXPIRED, and its seat is released once")
  void expires() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    try (var _ = ProductTime.ahead(Duration.ofHours(24).plusSeconds(5))) {
      assertThat(acme.status(invitation)).isEqualTo("EXPIRED");
      accept(token, "correct horse battery").then().spec(problem(410, "INVITATION_EXPIRED"));
      lookUp(token).then().spec(problem(410, "INVITATION_EXPIRED"));
      acme.asAda()
          .queryParam("status", "EXPIRED")
          .get(INVITATIONS)
          .then()
          .body("items[0].id", equalTo(invitation.toString()));
      Eventually.holds(
          () ->
              assertThat(published(invitation)).containsExactly("requested", "opened", "expired"));
    }
    assertThat(acme.status(invitation)).isEqualTo("EXPIRED");
    lookUp(token).then().spec(problem(410, "INVITATION_EXPIRED"));
  }

  @Test
  @DisplayName("INV-8 nobody needs to use a link for it to expire")
  void expiresByItself() {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.invited(someone("bob"));
    try (var _ = ProductTime.ahead(Duration.ofHours(25))) {
      Eventually.holds(() -> assertThat(published(invitation)).endsWith("expired"));
    }
  }

  @Test
  @DisplayName(
      "INV-9 resending an expired one takes a new seat; answers to the old attempt are ignored")
  void resendExpired() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String first = token(email);
    try (var _ = ProductTime.ahead(Duration.ofHours(25))) {
      acme.asAda()
          .header("Prefer", "wait=0")
          .post(INVITATIONS + "/" + invitation + "/resend")
          .then()
          .statusCode(202)
          .body("status", equalTo("REQUESTED"));
      acme.grant(invitation, 1);
      acme.refuse(invitation, 1, "NO_FREE_LICENSE");
      UUID event = UUID.randomUUID();
      acme.grant(event, invitation, 2);
      acme.grant(event, invitation, 2);
      acme.grant(invitation, 2);
      acme.awaitStatus(invitation, "PENDING");
      String second = token(email, 2);
      lookUp(first).then().spec(problem(410, "LINK_REPLACED"));
      accept(second, "correct horse battery").then().statusCode(201);
      assertThat(published(invitation))
          .containsExactly("requested", "opened", "expired", "requested", "opened", "accepted");
      assertThat(Mails.to(email)).hasSize(2);
    }
  }

  @Test
  @DisplayName("INV-9 without a seat the resend of an expired one is 409, and it stays EXPIRED")
  void resendWithoutSeat() {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.invited(someone("bob"));
    try (var _ = ProductTime.ahead(Duration.ofHours(25))) {
      acme.asAda()
          .header("Prefer", "wait=0")
          .post(INVITATIONS + "/" + invitation + "/resend")
          .then()
          .statusCode(202);
      acme.refuse(invitation, 2, "NO_FREE_LICENSE");
      acme.awaitStatus(invitation, "EXPIRED");
      acme.get(invitation).then().body("refusal", equalTo("NO_FREE_LICENSE"));
    }
  }

  @Test
  @DisplayName("INV-9 inviting, repeated after a resend that got no seat, is still answered 201")
  void repeatedAfterRefusedResend() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    String key = UUID.randomUUID().toString();
    UUID invitation = UUID.fromString(inviteByKey(acme, email, key).path("id"));
    acme.grant(invitation, 1);
    acme.awaitStatus(invitation, "PENDING");
    try (var _ = ProductTime.ahead(Duration.ofHours(25))) {
      acme.asAda()
          .header("Prefer", "wait=0")
          .post(INVITATIONS + "/" + invitation + "/resend")
          .then()
          .statusCode(202);
      acme.refuse(invitation, 2, "NO_FREE_LICENSE");
      acme.awaitStatus(invitation, "EXPIRED");

      inviteByKey(acme, email, key)
          .then()
          .statusCode(201)
          .header("Idempotent-Replayed", "true")
          .body("refusal", equalTo("NO_FREE_LICENSE"));
    }
  }

  private static Response inviteByKey(Acme acme, String email, String key) {
    return acme.asAda()
        .header("Prefer", "wait=0")
        .header("Idempotency-Key", key)
        .body(bob(email))
        .post(INVITATIONS);
  }

  @Test
  @DisplayName("INV-9 what is revoked before it has a seat has sent no mail, and none is counted")
  void revokedUnsent() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    for (int times = 0; times < 6; times++) {
      acme.asAda().delete(INVITATIONS + "/" + acme.requested(email)).then().statusCode(204);
    }

    acme.invited(email);

    assertThat(token(email)).isNotBlank();
  }

  @Test
  @DisplayName("X-2 a seat answer delivered twice opens once")
  void answerTwice() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.requested(email);
    UUID event = UUID.randomUUID();
    acme.grant(event, invitation, 1);
    acme.grant(event, invitation, 1);
    acme.grant(invitation, 1);
    acme.refuse(invitation, 1, "NO_FREE_LICENSE");
    acme.awaitStatus(invitation, "PENDING");
    UUID marker = acme.invited(someone("carol"));
    acme.awaitStatus(marker, "PENDING");
    assertThat(acme.status(invitation)).isEqualTo("PENDING");
    assertThat(published(invitation)).containsExactly("requested", "opened");
  }

  @Test
  @DisplayName("INV-18 revoking kills the link and publishes once, however often it is asked")
  void revoke() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    String path = INVITATIONS + "/" + invitation;
    acme.asAda()
        .header("If-Match", "\"0\"")
        .delete(path)
        .then()
        .spec(problem(412, "STALE_VERSION"));
    String etag = acme.get(invitation).header("ETag");
    assertThat(Acme.parallel(5, () -> acme.asAda().delete(path).statusCode()))
        .allMatch(status -> status == 204);
    assertThat(acme.get(invitation).header("ETag")).isNotEqualTo(etag);
    lookUp(token).then().spec(problem(410, "INVITATION_REVOKED"));
    accept(token, "pw").then().spec(problem(410, "INVITATION_REVOKED"));
    assertThat(published(invitation)).containsExactly("requested", "opened", "revoked");
    acme.asAda().post(path + "/resend").then().spec(problem(409, "INVALID_STATE"));
    acme.invite(email).then().statusCode(202);
  }

  @Test
  @DisplayName("X-2 a seat granted after the revocation opens nothing")
  void grantedTooLate() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.requested(email);
    acme.asAda().delete(INVITATIONS + "/" + invitation).then().statusCode(204);
    acme.grant(invitation, 1);
    acme.invited(someone("carol"));
    assertThat(acme.status(invitation)).isEqualTo("REVOKED");
    assertThat(Mails.to(email)).isEmpty();
  }
}
