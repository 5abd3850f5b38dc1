package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.published;
import static dev.rollcall.invitation.Acme.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RollcallTest(service = "invitation")
@WithTestResource(PlayedIdentity.class)
@WithTestResource(RefusingMailServer.class)
class BouncingTest {

  @Test
  @DisplayName("INV-19 a recipient that SMTP refuses for good bounces at once; INV-18 once")
  void bounces() {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.requested(someone("nobody"));
    acme.grant(invitation, 1);
    acme.awaitStatus(invitation, "BOUNCED");
    acme.get(invitation).then().body("delivery", equalTo("BOUNCED"));
    assertThat(published(invitation)).containsExactly("requested", "opened", "bounced");
    assertThat(
            ServiceDatabase.value(
                "select count(*) from mail where invitation_id = ? and sealed_token is not null",
                invitation))
        .contains("0");
  }

  @Test
  @DisplayName("INV-13 a bounced invitation can be resent, with a new seat")
  void resent() {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.requested(someone("nobody"));
    acme.grant(invitation, 1);
    acme.awaitStatus(invitation, "BOUNCED");
    acme.asAda()
        .header("Prefer", "wait=0")
        .post(INVITATIONS + "/" + invitation + "/resend")
        .then()
        .statusCode(202);
    acme.refuse(invitation, 2, "NO_FREE_LICENSE");
    acme.awaitStatus(invitation, "BOUNCED");
  }

  @Test
  @DisplayName("INV-6 INV-19 a mail server that is away for long loses no mail of a live link")
  void outage() {
    Acme acme = Acme.signedUp();
    String email = someone("busy");
    UUID invitation = acme.invited(email);
    Eventually.holds(() -> assertThat(attempts(invitation)).isPositive());
    triedManyTimes(invitation);
    Eventually.holds(() -> assertThat(attempts(invitation)).isGreaterThan(500));
    acme.get(invitation).then().body("delivery", equalTo("QUEUED"));
    assertThat(mailStep(acme, invitation)).startsWith("RETRYING").isNotEqualTo("RETRYING 0");

    RefusingMailServer.welcome(email);
    triedManyTimes(invitation);
    Eventually.holds(() -> acme.get(invitation).then().body("delivery", equalTo("SENT")));
    assertThat(mailStep(acme, invitation)).matches("SENT 50\\d");
  }

  @ParameterizedTest
  @DisplayName("INV-19 each permanent refusal of the recipient or of the mail bounces at once")
  @ValueSource(strings = {"nobody", "full", "disabled", "spam"})
  void permanent(String recipient) {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.requested(someone(recipient));
    acme.grant(invitation, 1);
    acme.awaitStatus(invitation, "BOUNCED");
    assertThat(mailStep(acme, invitation)).isEqualTo("BOUNCED 1");
  }

  @Test
  @DisplayName("INV-19 a mail server that refuses us, not the recipient, ends no invitation")
  void policy() {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.invited(someone("policy"));
    Eventually.holds(() -> assertThat(mailStep(acme, invitation)).startsWith("RETRYING"));
    acme.get(invitation)
        .then()
        .body("status", equalTo("PENDING"))
        .body("delivery", equalTo("QUEUED"));
  }

  /** Outcome and attempts of the newest mail, as the timeline has them (INV-21). */
  private static String mailStep(Acme acme, UUID invitation) {
    JsonPath timeline = acme.asAda().get(INVITATIONS + "/" + invitation + "/timeline").jsonPath();
    return timeline.getString("items.findAll { it.step == 'mail' }.last().outcome")
        + " "
        + timeline.getString("items.findAll { it.step == 'mail' }.last().attempts");
  }

  @Test
  @DisplayName("INV-19 a mail that never left reads FAILED when the link expires; no token stays")
  void neverDelivered() {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.invited(someone("busy"));
    Eventually.holds(() -> assertThat(attempts(invitation)).isPositive());
    try (var _ = ProductTime.ahead(Duration.ofHours(25))) {
      Eventually.holds(() -> acme.get(invitation).then().body("delivery", equalTo("FAILED")));
      assertThat(sealedTokens(invitation)).contains("0");
    }
  }

  @Test
  @DisplayName("INV-19 a mail that never left reads DROPPED when the invitation is revoked")
  void neverSent() {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.invited(someone("busy"));
    Eventually.holds(() -> assertThat(attempts(invitation)).isPositive());
    acme.asAda().delete(INVITATIONS + "/" + invitation).then().statusCode(204);
    acme.get(invitation).then().body("delivery", equalTo("DROPPED"));
    assertThat(sealedTokens(invitation)).contains("0");
  }

  private static int attempts(UUID invitation) {
    return ServiceDatabase.value(
            "select attempts from job where kind = 'invitation.mail' and lease is null"
                + " and subject in (select id::text from mail where invitation_id = ?)",
            invitation)
        .map(Integer::parseInt)
        .orElse(0);
  }

  private static void triedManyTimes(UUID invitation) {
    ServiceDatabase.value(
        "update job set attempts = greatest(attempts, 500), not_before = now()"
            + " where kind = 'invitation.mail'"
            + " and subject in (select id::text from mail where invitation_id = ?) returning 1",
        invitation);
  }

  private static Optional<String> sealedTokens(UUID invitation) {
    return ServiceDatabase.value(
        "select count(*) from mail where invitation_id = ? and sealed_token is not null",
        invitation);
  }

  @Test
  @DisplayName(
      "INV-19 the delivery is visible when the mail was taken; its Message-ID tells a repeat")
  void taken() {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.invited(someone("bob"));
    Eventually.holds(() -> acme.get(invitation).then().body("delivery", equalTo("SENT")));
    String mail =
        ServiceDatabase.value("select id from mail where invitation_id = ?", invitation)
            .orElseThrow();
    assertThat(RefusingMailServer.messageIds()).containsOnlyOnce("<" + mail + "@rollcall>");
  }
}
