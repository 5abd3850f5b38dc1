package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.rollcall.platform.test.Mails;
import dev.rollcall.platform.test.Member;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
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

  @Test
  @DisplayName("CO-7 the fifty-first mail of a company in a day is 429; each license adds five")
  void companyOfTheDay() throws SQLException {
    acme.invited(email);
    usedToday(49);
    acme.invite(someone("carol"))
        .then()
        .statusCode(202)
        .header("RateLimit-Policy", containsString("\"day\";q=50;w=86400"))
        .header("RateLimit", containsString("\"day\";r=0;"));
    String one = someone("dave");
    acme.invite(one)
        .then()
        .spec(problem(429, "TOO_MANY_MAILS"))
        .header("Retry-After", notNullValue());
    acme.asAda().queryParam("q", one).get(INVITATIONS).then().body("items", empty());

    UUID license = acme.licensed("SIGNUP");
    List<Integer> answers = Acme.parallel(12, () -> acme.invite(someone("erin")).statusCode());

    assertThat(answers).filteredOn(status -> status == 202).hasSize(5);
    assertThat(answers).filteredOn(status -> status == 429).hasSize(7);
    acme.cancelled(license);
    acme.licensed("PURCHASED");
    acme.invite(someone("frank")).then().spec(problem(429, "TOO_MANY_MAILS"));
    try (var _ = ProductTime.ahead(Duration.ofHours(25))) {
      acme.invite(someone("frank")).then().statusCode(202);
    }
  }

  @Test
  @DisplayName("CO-7 resends count among the mails of the day, copied links and codes don't")
  void whatCounts() throws SQLException {
    UUID invitation = acme.invited(email);
    Mails.await(email);
    usedToday(49);
    acme.asAda().post(INVITATIONS + "/" + invitation + "/resend").then().statusCode(200);

    acme.asAda()
        .post(INVITATIONS + "/" + invitation + "/resend")
        .then()
        .spec(problem(429, "TOO_MANY_MAILS"));
    String copied = acme.copied(invitation);
    Acme.requestCode(copied)
        .then()
        .statusCode(202)
        .header("RateLimit-Policy", not(containsString("\"day\"")));
  }

  @Test
  @DisplayName(
      "CO-7 who buys a seat with the invitation may send its mail, and nothing is given back")
  void boughtSeat() throws SQLException {
    acme.invited(email);
    usedToday(50);
    Member buyer = acme.joined("COMPANY_ADMIN", "COMPANY", "invitations.create", "billing.manage");
    Map<String, Object> bought = Acme.bob(someone("carol"));
    bought.put("seat", Map.of("source", "PURCHASE", "licenseType", "TALK", "plan", "BASIC"));

    String invitation =
        acme.as(buyer)
            .header("Prefer", "wait=0")
            .body(bought)
            .post(INVITATIONS)
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    acme.refuse(UUID.fromString(invitation), 1, "COMPANY_SUSPENDED");
    acme.awaitStatus(UUID.fromString(invitation), "REFUSED");

    acme.invite(someone("dave")).then().spec(problem(429, "TOO_MANY_MAILS"));
  }

  @Test
  @DisplayName("CO-7 a mail that never left, since there was no seat, is given back once")
  void givenBack() throws SQLException {
    acme.invited(email);
    usedToday(49);
    UUID invitation = acme.requested(someone("carol"));
    acme.invite(someone("dave")).then().spec(problem(429, "TOO_MANY_MAILS"));

    acme.refuse(invitation, 1, "NO_FREE_LICENSE");
    acme.refuse(invitation, 1, "NO_FREE_LICENSE");
    acme.awaitStatus(invitation, "REFUSED");

    acme.invite(someone("dave")).then().statusCode(202);
    acme.invite(someone("erin")).then().spec(problem(429, "TOO_MANY_MAILS"));
  }

  @Test
  @DisplayName(
      "CO-7 companies of one founder that have bought nothing share 200 mails a day; one that buys leaves them")
  void founder() throws SQLException {
    Acme sister = Acme.signedUp();
    UUID person = UUID.randomUUID();
    acme.foundedBy(person);
    sister.foundedBy(person);
    acme.invited(email);
    try (Connection admin = ServiceDatabase.admin();
        var update =
            admin.prepareStatement("update founder_mail_day set used = 199 where person_id = ?")) {
      update.setObject(1, person);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
    acme.licensed("SIGNUP");

    List<Callable<Integer>> calls = new ArrayList<>();
    for (Acme company : List.of(acme, sister, acme, sister, acme, sister)) {
      calls.add(() -> company.invite(someone("carol")).statusCode());
    }
    List<Integer> answers = Acme.atOnce(calls);

    assertThat(answers).filteredOn(status -> status == 202).hasSize(1);
    assertThat(answers).filteredOn(status -> status == 429).hasSize(5);
    sister.licensed("PURCHASED");
    sister.invite(someone("dave")).then().statusCode(202);
    acme.invite(someone("dave"))
        .then()
        .spec(problem(429, "TOO_MANY_MAILS"))
        .header("Retry-After", notNullValue());
  }

  /** So many of the mails of the company's running day are used. */
  private void usedToday(int used) throws SQLException {
    try (Connection admin = ServiceDatabase.admin();
        var update = admin.prepareStatement("update mail_day set used = ? where company_id = ?")) {
      update.setInt(1, used);
      update.setObject(2, acme.id);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
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
