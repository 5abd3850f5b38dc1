package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.notNullValue;

import dev.rollcall.platform.test.Mails;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class LimitsTest {

  private final Acme acme = Acme.signedUp();
  private final String email = someone("bob");

  @Test
  @DisplayName("INV-9 of twenty resends at once four are sent, with the first mail that makes five")
  void resendsAtOnce() {
    UUID invitation = acme.invited(email);
    Mails.await(email);
    List<Integer> answers =
        Acme.parallel(
            20, () -> acme.asAda().post(INVITATIONS + "/" + invitation + "/resend").statusCode());
    assertThat(answers).filteredOn(status -> status == 200).hasSize(4);
    assertThat(answers).filteredOn(status -> status == 429).hasSize(16);
    // A mail that a newer one replaced before it left is counted and not sent.
    assertThat(Mails.to(email)).hasSizeLessThanOrEqualTo(5);
    assertThat(
            ServiceDatabase.value(
                "select count(*) from mail_count where invitation_id = ?", invitation))
        .contains("5");
  }

  @Test
  @DisplayName("INV-9 inviting and resending tell what is left; of others' mails nothing is told")
  void told() {
    Acme.signedUp().invite(email).then().statusCode(202);
    acme.invite(email)
        .then()
        .statusCode(202)
        .header("RateLimit-Policy", containsString("\"recipient\";q=5;w=3600"))
        .header("RateLimit-Policy", containsString("\"inviter\";q=2000;w=3600"))
        .header("RateLimit-Policy", containsString("\"company\";q=10000;w=3600"))
        .header("RateLimit", containsString("\"recipient\";r=4;t=3600"))
        .header("RateLimit", containsString("\"inviter\";r=1999;"))
        .header("RateLimit", containsString("\"company\";r=9999;"));
  }

  @Test
  @DisplayName("INV-9 an inviter at the limit is 429 on inviting, resending and copying")
  void inviter() throws SQLException {
    UUID invitation = acme.invited(email);
    used(acme.ada.userId(), 2000);
    for (Response answer :
        List.of(
            acme.invite(someone("carol")),
            acme.asAda().post(INVITATIONS + "/" + invitation + "/resend"),
            acme.copyLink(invitation))) {
      answer
          .then()
          .spec(problem(429, "TOO_MANY_INVITATIONS"))
          .header("Retry-After", notNullValue())
          .header("RateLimit", containsString("\"inviter\";r=0;"));
    }
    assertThat(Mails.to(email)).hasSize(1);
    try (var _ = ProductTime.ahead(Duration.ofMinutes(61))) {
      acme.copyLink(invitation).then().statusCode(200);
    }
  }

  @Test
  @DisplayName("INV-9 a company at the limit is 429, whoever of it invites")
  void company() throws SQLException {
    acme.invited(email);
    used(acme.id, 10_000);
    acme.as(acme.joined("COMPANY_ADMIN", "COMPANY", "invitations.create"))
        .header("Prefer", "wait=0")
        .body(Acme.bob(someone("carol")))
        .post(INVITATIONS)
        .then()
        .spec(problem(429, "TOO_MANY_INVITATIONS"));
    Acme.signedUp().invite(someone("carol")).then().statusCode(202);
  }

  @Test
  @DisplayName("INV-9 of parallel invitations exactly as many pass as the inviter had left")
  void lastOnes() throws SQLException {
    acme.invited(email);
    used(acme.ada.userId(), 1993);
    List<Integer> answers = Acme.parallel(20, () -> acme.invite(someone("dave")).statusCode());
    assertThat(answers).filteredOn(status -> status == 202).hasSize(7);
    assertThat(answers).filteredOn(status -> status == 429).hasSize(13);
  }

  @Test
  @DisplayName(
      "INV-9 INV-12 rows of a batch count; those beyond what the inviter has left are refused")
  void batch() throws SQLException {
    acme.invited(email);
    used(acme.ada.userId(), 1998);
    Batches batches = new Batches(acme);
    String location = batches.accepted(Batches.body(String.join("\n", Batches.addresses(4))));
    JsonPath done = batches.done(location);
    assertThat(done.getList("results.outcome"))
        .containsExactly("INVITED", "INVITED", "REFUSED", "REFUSED");
    assertThat(done.getList("results.problem.code")).containsOnly("TOO_MANY_INVITATIONS");
    assertThat(ServiceDatabase.value("select count(*) from mail where company_id = ?", acme.id))
        .contains("3");
  }

  /** So much of the running hour's budget is used. */
  private void used(UUID subject, int used) throws SQLException {
    try (Connection admin = ServiceDatabase.admin();
        var update =
            admin.prepareStatement(
                "update send_budget set used = ?, since = ? where company_id = ? and subject ="
                    + " ?")) {
      update.setInt(1, used);
      update.setTimestamp(2, Timestamp.from(Instant.now().minusSeconds(60)));
      update.setObject(3, acme.id);
      update.setObject(4, subject);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }
}
