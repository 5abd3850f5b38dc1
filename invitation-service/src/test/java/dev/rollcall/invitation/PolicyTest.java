package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.accept;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.invitation.Acme.token;
import static dev.rollcall.platform.test.Problems.invalid;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The company's policy changes between inviting and accepting. */
@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class PolicyTest {

  private final String email = someone("bob");
  private Acme acme;
  private long version = 1;

  @BeforeEach
  void company() {
    acme = Acme.signedUp();
  }

  @Test
  @DisplayName("INV-20 a domain blocked meanwhile is 409 when accepting, and the link lives on")
  void blockedMeanwhile() {
    UUID invitation = acme.invited(email);
    String token = token(email);
    policy(Map.of("blockedDomains", List.of("mail.test")));

    accept(token, "correct horse battery").then().spec(problem(409, "DOMAIN_BLOCKED"));
    assertThat(acme.status(invitation)).isEqualTo("PENDING");
    assertThat(Acme.seenByIdentity("joins/" + invitation)).isZero();

    policy(Map.of());
    accept(token, "correct horse battery").then().statusCode(201);
  }

  @Test
  @DisplayName("INV-20 a domain blocked meanwhile is 409 when sending again")
  void blockedBeforeResend() {
    UUID invitation = acme.invited(email);
    policy(Map.of("allowedDomains", List.of("corp.com")));

    acme.asAda()
        .post(INVITATIONS + "/" + invitation + "/resend")
        .then()
        .spec(problem(409, "DOMAIN_BLOCKED"));
  }

  @Test
  @DisplayName("INV-1 a phone required meanwhile is asked for when accepting")
  void phoneRequiredMeanwhile() {
    acme.invited(email);
    String token = token(email);
    policy(Map.of("phoneRequired", true));

    accept(token, "correct horse battery").then().spec(invalid("/phone"));
    Acme.post(
            "accept",
            Map.of("token", token, "password", "correct horse battery", "phone", "+14155550100"))
        .then()
        .statusCode(201);
  }

  @Test
  @DisplayName("INV-1 whoever looks a link up learns that a phone is wanted")
  void phoneAskedFor() {
    acme.invited(email);
    String token = token(email);
    policy(Map.of("phoneRequired", true));

    Acme.post("lookup", Map.of("token", token))
        .then()
        .statusCode(200)
        .body("phoneRequired", is(true));
  }

  @Test
  @DisplayName("INV-20 what identity refuses under the company's lock leaves the link alive")
  void refusedByIdentity() {
    String blocked = someone("blocked");
    UUID invitation = acme.invited(blocked);

    accept(token(blocked), "correct horse battery").then().spec(problem(409, "DOMAIN_BLOCKED"));

    assertThat(acme.status(invitation)).isEqualTo("PENDING");
  }

  /** Told by identity, and seen here. */
  private void policy(Map<String, Object> policy) {
    version++;
    acme.publish(version, acme.state("Acme", policy, List.of("VOICE", "MESSAGING")));
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select version from company_view where company_id = ?", acme.id))
                .contains(Long.toString(version)));
  }
}
