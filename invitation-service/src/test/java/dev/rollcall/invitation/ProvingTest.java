package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.LINKS;
import static dev.rollcall.invitation.Acme.accept;
import static dev.rollcall.invitation.Acme.acceptWithCode;
import static dev.rollcall.invitation.Acme.code;
import static dev.rollcall.invitation.Acme.lookUp;
import static dev.rollcall.invitation.Acme.published;
import static dev.rollcall.invitation.Acme.requestCode;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.invitation.Acme.token;
import static dev.rollcall.platform.test.Problems.invalid;
import static dev.rollcall.platform.test.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Mails;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import dev.rollcall.platform.test.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class ProvingTest {

  private static final String PASSWORD = "correct horse battery";

  private final Acme acme = Acme.signedUp();
  private final String email = someone("bob");

  @Test
  @DisplayName("INV-10 the mailed code lets a copied link join, once")
  void joins() {
    UUID invitation = acme.invited(email);
    String copied = acme.copied(invitation);
    requestCode(copied)
        .then()
        .statusCode(202)
        .body("email", equalTo("b***@mail.test"))
        .body("expiresAt", notNullValue());
    Mails.Received mail = Mails.await(email, 2);
    assertThat(mail.subject()).isEqualTo("Your code to join Acme");
    assertThat(mail.text()).doesNotContain("#token=");
    assertThat(mail.html()).contains(code(email, 2));

    acceptWithCode(copied, PASSWORD, code(email, 2)).then().statusCode(201);

    assertThat(acme.status(invitation)).isEqualTo("ACCEPTED");
    acceptWithCode(copied, PASSWORD, code(email, 2)).then().spec(problem(410, "INVITATION_USED"));
    requestCode(copied).then().spec(problem(410, "INVITATION_USED"));
    assertThat(published(invitation)).containsExactly("requested", "opened", "accepted");
  }

  @Test
  @DisplayName("INV-10 ten wrong codes lock the code: a right one, and a new one, come too late")
  void locked() {
    UUID invitation = acme.invited(email);
    String copied = acme.copied(invitation);
    requestCode(copied).then().statusCode(202);
    String right = code(email, 2);
    for (int left = 9; left >= 0; left--) {
      acceptWithCode(copied, PASSWORD, wrong(right))
          .then()
          .spec(problem(403, "CODE_INVALID"))
          .body("triesLeft", equalTo(left));
    }
    acceptWithCode(copied, PASSWORD, right).then().spec(problem(403, "CODE_LOCKED"));
    accept(copied, PASSWORD).then().spec(problem(403, "CODE_LOCKED"));
    requestCode(copied).then().spec(problem(403, "CODE_LOCKED"));
    assertThat(Mails.to(email)).hasSize(2);
    lookUp(copied).then().statusCode(200).body("codeRequired", equalTo(true));
  }

  @Test
  @DisplayName("INV-10 a locked code locks nobody out: the mailed link joins")
  void lockedButMailed() {
    UUID invitation = lockedOut();
    accept(token(email), PASSWORD).then().statusCode(201);
    assertThat(acme.status(invitation)).isEqualTo("ACCEPTED");
  }

  @Test
  @DisplayName("INV-10 a resend recovers from a locked code")
  void lockedAndResent() {
    UUID invitation = lockedOut();
    acme.asAda().post(INVITATIONS + "/" + invitation + "/resend").then().statusCode(200);
    accept(token(email, 2), PASSWORD).then().statusCode(201);
  }

  @Test
  @DisplayName("INV-10 a new copy by an admin has all tries again")
  void lockedAndCopied() {
    String copied = acme.copied(lockedOut());
    requestCode(copied).then().statusCode(202);
    acceptWithCode(copied, PASSWORD, code(email, 2)).then().statusCode(201);
  }

  @Test
  @DisplayName("INV-10 a new code voids the one before and gives no new tries")
  void rotated() {
    String copied = acme.copied(acme.invited(email));
    requestCode(copied).then().statusCode(202);
    String first = code(email, 2);
    acceptWithCode(copied, PASSWORD, wrong(first)).then().body("triesLeft", equalTo(9));
    requestCode(copied).then().statusCode(202);
    String second = code(email, 3);
    acceptWithCode(copied, PASSWORD, first).then().body("triesLeft", equalTo(8));
    acceptWithCode(copied, PASSWORD, second).then().statusCode(201);
  }

  @Test
  @DisplayName("INV-10 of fifty guesses at once ten are counted, and the code is locked")
  void fiftyGuesses() {
    String copied = acme.copied(acme.invited(email));
    requestCode(copied).then().statusCode(202);
    String right = code(email, 2);
    List<String> answers =
        Acme.parallel(
            50, () -> acceptWithCode(copied, PASSWORD, wrong(right)).then().extract().path("code"));
    assertThat(answers).filteredOn("CODE_INVALID"::equals).hasSize(10);
    assertThat(answers).filteredOn("CODE_LOCKED"::equals).hasSize(40);
    acceptWithCode(copied, PASSWORD, right).then().spec(problem(403, "CODE_LOCKED"));
  }

  @Test
  @DisplayName("INV-10 a code is good for ten minutes of product time")
  void expired() {
    String copied = acme.copied(acme.invited(email));
    requestCode(copied).then().statusCode(202);
    String code = code(email, 2);
    try (var _ = ProductTime.ahead(Duration.ofMinutes(11))) {
      acceptWithCode(copied, PASSWORD, code).then().spec(problem(403, "CODE_INVALID"));
    }
    acceptWithCode(copied, PASSWORD, code).then().statusCode(201);
  }

  @Test
  @DisplayName("INV-10 a code may be typed with blanks; one nobody asked for is a wrong one")
  void typed() {
    String copied = acme.copied(acme.invited(email));
    acceptWithCode(copied, PASSWORD, "12345678").then().spec(problem(403, "CODE_INVALID"));
    acceptWithCode(copied, PASSWORD, "x").then().body("triesLeft", equalTo(8));
    requestCode(copied).then().statusCode(202);
    String code = code(email, 2);
    acceptWithCode(copied, PASSWORD, " " + code.substring(0, 4) + "-" + code.substring(4) + " ")
        .then()
        .statusCode(201);
  }

  @Test
  @DisplayName("INV-10 a code opens the copy that it was asked for with, no later one")
  void otherCopy() {
    UUID invitation = acme.invited(email);
    String first = acme.copied(invitation);
    requestCode(first).then().statusCode(202);
    String code = code(email, 2);
    String second = acme.copied(invitation);
    acceptWithCode(second, PASSWORD, code).then().spec(problem(403, "CODE_INVALID"));
    acceptWithCode(first, PASSWORD, code).then().spec(problem(410, "LINK_REPLACED"));
    requestCode(first).then().spec(problem(410, "LINK_REPLACED"));
  }

  @Test
  @DisplayName("INV-14 a refused password costs no code")
  void weakPassword() {
    String copied = acme.copied(acme.invited(email));
    requestCode(copied).then().statusCode(202);
    String code = code(email, 2);
    acceptWithCode(copied, "weak-one", code).then().spec(invalid("/password"));
    acceptWithCode(copied, PASSWORD, code).then().statusCode(201);
  }

  @Test
  @DisplayName("INV-10 INV-15 whoever is signed in needs the code too, and joins with it")
  void signedIn() {
    String known = someone("known");
    String copied = acme.copied(acme.invited(known));
    requestCode(copied).then().statusCode(202);
    String code = code(known, 2);
    acceptAs("eve@mail.test", copied, code).then().spec(problem(403, "WRONG_PERSON"));
    acceptAs(known, copied, wrong(code)).then().spec(problem(403, "CODE_INVALID"));
    acceptAs(known, copied, code).then().statusCode(201);
  }

  @Test
  @DisplayName("INV-10 a copied link tells whether there is a login to the right code only")
  void tellsNobody() {
    String known = someone("known");
    String copied = acme.copied(acme.invited(known));
    String copiedToNobody = acme.copied(acme.invited(email));
    requestCode(copied).then().statusCode(202);
    String code = code(known, 2);

    for (String link : List.of(copied, copiedToNobody)) {
      lookUp(link).then().statusCode(200).body("personExists", nullValue());
      accept(link, PASSWORD).then().spec(problem(403, "CODE_REQUIRED"));
      acceptWithCode(link, PASSWORD, wrong(code)).then().spec(problem(403, "CODE_INVALID"));
      acceptWithCode(link, "", wrong(code)).then().spec(problem(403, "CODE_INVALID"));
    }
    acceptWithCode(copied, "", code).then().spec(problem(409, "SIGN_IN_REQUIRED"));
    acceptWithCode(copied, PASSWORD, code).then().spec(problem(409, "SIGN_IN_REQUIRED"));
    lookUp(copied).then().body("personExists", nullValue());
    acceptAs(known, copied, code).then().statusCode(201);
  }

  @Test
  @DisplayName("INV-10 a mailed link needs no code and gets none")
  void mailedLink() {
    acme.invited(email);
    String mailed = token(email);
    requestCode(mailed).then().spec(problem(409, "CODE_NOT_NEEDED"));
    requestCode("x".repeat(43)).then().spec(problem(410, "LINK_DEAD"));
    Acme.post("codes", Map.of()).then().spec(invalid("/token"));
    acceptWithCode(mailed, PASSWORD, "12345678").then().statusCode(201);
    assertThat(Mails.to(email)).hasSize(1);
  }

  @Test
  @DisplayName(
      "INV-9 INV-10 codes count among the five mails an hour, and leave the one of a resend")
  void counted() {
    UUID invitation = acme.invited(email);
    String copied = acme.copied(invitation);
    List<Response> answers = Acme.parallel(12, () -> requestCode(copied));
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 202).hasSize(3);
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 429).hasSize(9);
    requestCode(copied)
        .then()
        .spec(problem(429, "TOO_MANY_MAILS"))
        .header("Retry-After", notNullValue())
        .header("RateLimit-Policy", containsString("\"recipient\";q=4;w=3600"))
        .header("RateLimit", containsString("\"recipient\";r=0"));
    acme.asAda().post(INVITATIONS + "/" + invitation + "/resend").then().statusCode(200);
    acme.asAda()
        .post(INVITATIONS + "/" + invitation + "/resend")
        .then()
        .spec(problem(429, "TOO_MANY_MAILS"));
    try (var _ = ProductTime.ahead(Duration.ofMinutes(61))) {
      requestCode(acme.copied(invitation)).then().statusCode(202);
    }
  }

  @Test
  @DisplayName("INV-7 GET and HEAD ask for no code")
  void fetched() {
    String copied = acme.copied(acme.invited(email));
    given().queryParam("token", copied).get(LINKS + "codes").then().statusCode(405);
    given().queryParam("token", copied).head(LINKS + "codes").then().statusCode(405);
    assertThat(Mails.to(email)).hasSize(1);
  }

  @Test
  @DisplayName(
      "INV-10 a code is sealed until SMTP has it, then erased; its hash goes with the link")
  void erased() {
    UUID invitation = acme.invited(email);
    String copied = acme.copied(invitation);
    requestCode(copied).then().statusCode(202);
    code(email, 2);
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select status from mail where invitation_id = ? and kind = 'CODE'"
                            + " and sealed_token is null",
                        invitation))
                .contains("SENT"));
    Acme.post("decline", Map.of("token", copied)).then().statusCode(204);
    assertThat(
            ServiceDatabase.value(
                "select count(*) from link where invitation_id = ? and code_hash is not null",
                invitation))
        .contains("0");
  }

  /** An invitation whose copied link was guessed at too often. */
  private UUID lockedOut() {
    UUID invitation = acme.invited(email);
    String copied = acme.copied(invitation);
    IntStream.range(0, 10)
        .forEach(
            guess ->
                acceptWithCode(copied, PASSWORD, "0000000" + guess)
                    .then()
                    .spec(problem(403, "CODE_INVALID")));
    acceptWithCode(copied, PASSWORD, "00000000").then().spec(problem(403, "CODE_LOCKED"));
    return invitation;
  }

  private static String wrong(String right) {
    return (right.startsWith("0") ? "1" : "0") + right.substring(1);
  }

  private static Response acceptAs(String email, String token, String code) {
    return given()
        .auth()
        .oauth2(TestTokens.person(UUID.randomUUID()).email(email).token())
        .contentType("application/json")
        .body(Map.of("token", token, "code", code))
        .post(LINKS + "accept");
  }
}
