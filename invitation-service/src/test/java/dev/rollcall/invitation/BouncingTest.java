package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.published;
import static dev.rollcall.invitation.Acme.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
