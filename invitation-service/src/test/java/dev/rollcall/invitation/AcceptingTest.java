package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.LINKS;
import static dev.rollcall.invitation.Acme.accept;
import static dev.rollcall.invitation.Acme.lookUp;
import static dev.rollcall.invitation.Acme.published;
import static dev.rollcall.invitation.Acme.seenByIdentity;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.invitation.Acme.token;
import static dev.rollcall.platform.test.Problems.invalid;
import static dev.rollcall.platform.test.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import dev.rollcall.platform.test.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class AcceptingTest {

  /** {@code -Dfull}: the long form. */
  private static final int TIMES = System.getProperty("full") == null ? 3 : 100;

  @Test
  @DisplayName("INV-14 a newcomer joins with a password; INV-16 the way to sign in is passed on")
  void joins() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    accept(token, "correct horse battery")
        .then()
        .statusCode(201)
        .body("companyId", equalTo(acme.id.toString()))
        .body("userId", notNullValue())
        .body("signIn.url", startsWith("https://login.test/once/"))
        .body("signIn.expiresAt", notNullValue());
    assertThat(acme.status(invitation)).isEqualTo("ACCEPTED");
    acme.userJoined(invitation, email);
    acme.awaitStatus(invitation, "JOINED");
    assertThat(published(invitation)).containsExactly("requested", "opened", "accepted", "joined");
    accept(token, "correct horse battery").then().spec(problem(410, "INVITATION_USED"));
    lookUp(token).then().spec(problem(410, "INVITATION_USED"));
  }

  @Test
  @DisplayName("INV-14 however an acceptance ends, no job to settle it is left")
  void nothingToSettle() {
    Acme acme = Acme.signedUp();
    String bob = someone("bob");
    acme.invited(bob);
    String token = token(bob);
    accept(token, "weak-one").then().spec(invalid("/password"));
    assertThat(toSettle(acme)).contains("0");
    accept(token, "strong one").then().statusCode(201);
    assertThat(toSettle(acme)).contains("0");

    String carol = someone("carol");
    UUID seen = acme.invited(carol);
    String hers = token(carol);
    CompletableFuture<Response> accepting =
        CompletableFuture.supplyAsync(() -> accept(hers, "hang-until-event"));
    acme.awaitStatus(seen, "ACCEPTING");
    assertThat(toSettle(acme)).contains("1");
    acme.userJoined(seen, carol);
    acme.awaitStatus(seen, "JOINED");
    assertThat(toSettle(acme)).contains("0");
    accepting.join();
    Eventually.holds(() -> assertThat(toSettle(acme)).contains("0"));
  }

  private static Optional<String> toSettle(Acme acme) {
    return ServiceDatabase.value(
        "select count(*) from job where kind = 'invitation.settle-join' and company_id = ?",
        acme.id);
  }

  @Test
  @DisplayName("INV-14 of fifty parallel accepts of one token one succeeds, one member is made")
  void fiftyAtOnce(TestReporter reporter) {
    Acme acme = Acme.signedUp();
    Map<Integer, Long> answered = new TreeMap<>();
    for (int time = 0; time < TIMES; time++) {
      fiftyAtOnce(acme).forEach(status -> answered.merge(status, 1L, Long::sum));
    }
    reporter.publishEntry("fifty accepts, " + TIMES + " times", answered.toString());
  }

  private static List<Integer> fiftyAtOnce(Acme acme) {
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    List<Integer> answers =
        Acme.parallel(50, () -> accept(token, "correct horse battery").statusCode());
    assertThat(answers).filteredOn(status -> status == 201).hasSize(1);
    assertThat(answers).allMatch(status -> List.of(201, 409, 410).contains(status));
    assertThat(seenByIdentity("joins/" + invitation)).isEqualTo(1);
    assertThat(published(invitation)).containsExactly("requested", "opened", "accepted");
    return answers;
  }

  @Test
  @DisplayName("INV-14 a password that the policy refuses keeps the token alive")
  void weakPassword() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    accept(token, "weak-one").then().spec(invalid("/password"));
    assertThat(acme.status(invitation)).isEqualTo("PENDING");
    accept(token, "strong one").then().statusCode(201);
  }

  @Test
  @DisplayName("INV-14 whatever the login server refuses is told where it is; the token lives")
  void refusedNames() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    accept(token, "names-refused")
        .then()
        .spec(invalid("/firstName"))
        .body("violations.pointer", contains("/firstName", "/lastName", ""));
    assertThat(acme.status(invitation)).isEqualTo("PENDING");
    accept(token, "strong one").then().statusCode(201);
  }

  @Test
  @DisplayName(
      "INV-3 INV-14 a failed acceptance leaves the offer as it was; the next one reports what is"
          + " dropped")
  void failedAcceptanceChangesNothing() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    Map<String, Object> bob = Acme.bob(email);
    bob.put("products", List.of("VOICE", "MESSAGING"));
    UUID invitation =
        UUID.fromString(
            acme.asAda()
                .header("Prefer", "wait=0")
                .body(bob)
                .post(INVITATIONS)
                .then()
                .statusCode(202)
                .extract()
                .path("id"));
    acme.grant(invitation, 1);
    String token = token(email);
    acme.publish(2, acme.state("Acme", Map.of(), List.of("VOICE")));
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select array_to_string(products, ',') from company_view"
                            + " where company_id = ?",
                        acme.id))
                .contains("VOICE"));

    Acme.post(
            "accept",
            Map.of(
                "token",
                token,
                "password",
                "weak-one",
                "firstName",
                "Rob",
                "phone",
                "+14155550100"))
        .then()
        .spec(invalid("/password"));
    acme.get(invitation)
        .then()
        .body("status", equalTo("PENDING"))
        .body("firstName", equalTo("Bob"))
        .body("phone", equalTo(null))
        .body("products", contains("MESSAGING", "VOICE"));

    Acme.post("accept", Map.of("token", token, "password", "crash-now", "firstName", "Robert"))
        .then()
        .statusCode(503);
    acme.awaitStatus(invitation, "ACCEPTED");
    acme.get(invitation)
        .then()
        .body("firstName", equalTo("Robert"))
        .body("products", contains("VOICE"));
  }

  @Test
  @DisplayName("INV-3 products dropped in a failed acceptance are dropped and reported in the next")
  void droppedAgain() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    Map<String, Object> bob = Acme.bob(email);
    bob.put("products", List.of("VOICE", "MESSAGING"));
    String id =
        acme.asAda()
            .header("Prefer", "wait=0")
            .body(bob)
            .post(INVITATIONS)
            .then()
            .extract()
            .path("id");
    acme.grant(UUID.fromString(id), 1);
    String token = token(email);
    acme.publish(2, acme.state("Acme", Map.of(), List.of("VOICE")));
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select array_to_string(products, ',') from company_view"
                            + " where company_id = ?",
                        acme.id))
                .contains("VOICE"));
    accept(token, "weak-one").then().spec(invalid("/password"));
    accept(token, "strong one")
        .then()
        .statusCode(201)
        .body("droppedProducts", contains("MESSAGING"));
  }

  @Test
  @DisplayName("INV-9 one whose join id was closed before it expired is accepted when sent again")
  void acceptedAfterReopening() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    accept(token(email), "away-503").then().spec(problem(503, "IDENTITY_UNAVAILABLE"));
    acme.awaitStatus(invitation, "PENDING");
    try (var _ = ProductTime.ahead(Duration.ofHours(25))) {
      acme.asAda()
          .header("Prefer", "wait=0")
          .post(INVITATIONS + "/" + invitation + "/resend")
          .then()
          .statusCode(202);
      acme.grant(invitation, 2);
      accept(token(email, 2), "correct horse battery").then().statusCode(201);
    }
  }

  @Test
  @DisplayName("INV-15 asking identity about an address puts it in no URL and no log line")
  void addressInNoLog() {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Handler ear = LogEar.into(lines);
    Acme acme = Acme.signedUp();
    String email = someone("silent");
    acme.invited(email);
    String token = token(email);
    Logger.getLogger("").addHandler(ear);
    try {
      lookUp(token).then().spec(problem(503, "IDENTITY_UNAVAILABLE"));
    } finally {
      Logger.getLogger("").removeHandler(ear);
    }
    assertThat(lines)
        .anyMatch(line -> line.contains("identity did not answer"))
        .noneMatch(line -> line.contains(email) || line.contains("silent"));
  }

  @Test
  @DisplayName("INV-2 an inviter who is gone is 409 INVITER_GONE, and the token survives")
  void inviterGone() {
    Acme acme = Acme.signedUp();
    String email = someone("orphan");
    UUID invitation = acme.invited(email);
    accept(token(email), "correct horse battery").then().spec(problem(409, "INVITER_GONE"));
    assertThat(acme.status(invitation)).isEqualTo("PENDING");
  }

  @Test
  @DisplayName("CO-3 an office that closes is 409 with Retry-After, and the token joins later")
  void officeClosing() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);

    accept(token, "closing-office")
        .then()
        .spec(problem(409, "OFFICE_CLOSING"))
        .header("Retry-After", notNullValue());

    assertThat(acme.status(invitation)).isEqualTo("PENDING");
    accept(token, "correct horse battery").then().statusCode(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"away-503", "hang-for-ever"})
  @DisplayName(
      "X-1 identity away: 503, and the invitation is open again once identity has closed the join")
  void identityAway(String password) {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    Response away = accept(token, password);
    away.then().spec(problem(503, "IDENTITY_UNAVAILABLE")).header("Retry-After", notNullValue());
    acme.awaitStatus(invitation, "PENDING");
    accept(token, "correct horse battery").then().statusCode(201);
    assertThat(seenByIdentity("made/" + invitation)).isEqualTo(1);
  }

  @Test
  @DisplayName("X-1 a lost answer is asked for again, and the person joins once")
  void lostAnswer() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    accept(token(email), "lost-answer").then().statusCode(201);
    assertThat(seenByIdentity("made/" + invitation)).isEqualTo(1);
  }

  @Test
  @DisplayName("X-1 refused at the second call, the first may still be under way: it is settled")
  void refusedInDoubt() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    accept(token, "doubt-it").then().spec(problem(503, "IDENTITY_UNAVAILABLE"));
    acme.awaitStatus(invitation, "PENDING");
    accept(token, "correct horse battery").then().statusCode(201);
    assertThat(seenByIdentity("made/" + invitation)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"crash-after-commit", "deaf-for-a-while"})
  @DisplayName("X-1 a join that nobody saw the end of is settled as joined by the claim's job")
  void settledAsJoined(String password) {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    accept(token, password).then().spec(problem(503, "IDENTITY_UNAVAILABLE"));
    acme.awaitStatus(invitation, "ACCEPTED");
    accept(token, "again").then().spec(problem(410, "INVITATION_USED"));
    assertThat(published(invitation)).containsExactly("requested", "opened", "accepted");
  }

  @Test
  @DisplayName("X-1 the user's own event finishes an acceptance whose end was lost")
  void userSeenFirst() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    CompletableFuture<Response> accepting =
        CompletableFuture.supplyAsync(() -> accept(token, "hang-until-event"));
    acme.awaitStatus(invitation, "ACCEPTING");
    acme.userJoined(invitation, email);
    acme.awaitStatus(invitation, "JOINED");
    accepting.join();
    assertThat(acme.status(invitation)).isEqualTo("JOINED");
    assertThat(published(invitation)).containsExactly("requested", "opened", "accepted", "joined");
  }

  @Test
  @DisplayName(
      "INV-13 while somebody accepts, revoke, resend, decline and lookup are 409 IN_PROGRESS")
  void inProgress() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    CompletableFuture<Response> accepting =
        CompletableFuture.supplyAsync(() -> accept(token, "hang-a-while"));
    acme.awaitStatus(invitation, "ACCEPTING");
    String path = INVITATIONS + "/" + invitation;
    acme.asAda().delete(path).then().spec(problem(409, "IN_PROGRESS"));
    acme.asAda().post(path + "/resend").then().spec(problem(409, "IN_PROGRESS"));
    Acme.post("decline", Map.of("token", token)).then().spec(problem(409, "IN_PROGRESS"));
    lookUp(token).then().spec(problem(409, "IN_PROGRESS"));
    accepting.join();
    acme.awaitStatus(invitation, "PENDING");
  }

  @Test
  @DisplayName("INV-14 of a revocation and an acceptance at once exactly one wins")
  void revokeAgainstAccept() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    CompletableFuture<Response> accepting =
        CompletableFuture.supplyAsync(() -> accept(token, "correct horse battery"));
    int revoked = acme.asAda().delete(INVITATIONS + "/" + invitation).statusCode();
    int accepted = accepting.join().statusCode();
    assertThat(revoked == 204 ^ accepted == 201).as("%d %d", revoked, accepted).isTrue();
    assertThat(acme.status(invitation)).isEqualTo(revoked == 204 ? "REVOKED" : "ACCEPTED");
  }

  @Test
  @DisplayName("INV-15 whoever has a login signs in first, and joins without a password")
  void existingPerson() {
    Acme acme = Acme.signedUp();
    String email = someone("known");
    UUID invitation = acme.invited(email);
    String token = token(email);
    lookUp(token).then().statusCode(200).body("personExists", equalTo(true));
    Acme.post("accept", Map.of("token", token)).then().spec(problem(409, "SIGN_IN_REQUIRED"));
    accept(token, "a new password").then().spec(problem(409, "SIGN_IN_REQUIRED"));
    assertThat(acme.status(invitation)).isEqualTo("PENDING");

    acceptAs("eve@mail.test", token).then().spec(problem(403, "WRONG_PERSON"));
    given()
        .auth()
        .oauth2(TestTokens.person(UUID.randomUUID()).email(email).emailUnverified().token())
        .contentType("application/json")
        .body(Map.of("token", token))
        .post(LINKS + "accept")
        .then()
        .spec(problem(403, "EMAIL_NOT_VERIFIED"));
    acceptAs(email.toUpperCase(java.util.Locale.ROOT), token).then().statusCode(201);
  }

  @Test
  @DisplayName("INV-14 without a password a newcomer is asked for one")
  void passwordMissing() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    acme.invited(email);
    Acme.post("accept", Map.of("token", token(email))).then().spec(invalid("/password"));
  }

  @Test
  @DisplayName("INV-12 names that the invitation has not are asked for when accepting")
  void namesMissing() throws SQLException {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    withoutNames(invitation);
    String token = token(email);
    lookUp(token).then().statusCode(200).body("firstName", equalTo(null));
    accept(token, "correct horse battery")
        .then()
        .spec(invalid("/firstName"))
        .spec(invalid("/lastName"));
    assertThat(acme.status(invitation)).isEqualTo("PENDING");
    Acme.post(
            "accept",
            Map.of(
                "token", token,
                "password", "correct horse battery",
                "firstName", "Bob",
                "lastName", "Stone"))
        .then()
        .statusCode(201);
    acme.get(invitation).then().body("firstName", equalTo("Bob"));
  }

  /** As one of a batch may be. */
  private static void withoutNames(UUID invitation) throws SQLException {
    try (Connection admin = ServiceDatabase.admin();
        var update =
            admin.prepareStatement(
                "update invitation set first_name = null, last_name = null where id = ?")) {
      update.setObject(1, invitation);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("INV-1 a phone that the policy asks for meanwhile is asked for when accepting")
  void phoneAskedFor() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    acme.invited(email);
    String token = token(email);
    acme.publish(2, acme.state("Acme", Map.of("phoneRequired", true), List.of("VOICE")));
    Eventually.holds(
        () ->
            Acme.post("accept", Map.of("token", token, "password", "weak-for-now"))
                .then()
                .spec(invalid("/phone")));
    Map<String, Object> body =
        new HashMap<>(Map.of("token", token, "password", "good one", "phone", "+14155550100"));
    Acme.post("accept", body).then().statusCode(201);
  }

  @Test
  @DisplayName("INV-7 a lookup tells the offer, masked, and changes nothing; GET and HEAD neither")
  void lookup() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    lookUp(token)
        .then()
        .statusCode(200)
        .body("company.name", equalTo("Acme"))
        .body("inviter", equalTo("Ada Byron"))
        .body("firstName", equalTo("Bob"))
        .body("email", equalTo("b***@mail.test"))
        .body("personExists", equalTo(false))
        .body("codeRequired", equalTo(false))
        .body("expiresAt", endsWith("Z"))
        .header("RateLimit-Policy", containsString("w=60"))
        .header("RateLimit", containsString("r="));
    for (String call : List.of("lookup", "accept", "decline")) {
      given().queryParam("token", token).get(LINKS + call).then().statusCode(405);
      given().queryParam("token", token).head(LINKS + call).then().statusCode(405);
    }
    assertThat(acme.status(invitation)).isEqualTo("PENDING");
    accept(token, "correct horse battery").then().statusCode(201);
  }

  @Test
  @DisplayName("INV-7 a token that opens nothing is 410, a missing one 422")
  void unknownToken() {
    lookUp("x".repeat(43)).then().spec(problem(410, "LINK_DEAD"));
    lookUp("x".repeat(5000)).then().spec(problem(410, "LINK_DEAD"));
    accept("no such token", "pw").then().spec(problem(410, "LINK_DEAD"));
    Acme.post("lookup", Map.of()).then().spec(invalid("/token"));
  }

  @Test
  @DisplayName("INV-18 declining ends the invitation, once")
  void decline() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    String token = token(email);
    Acme.post("decline", Map.of("token", token)).then().statusCode(204);
    Acme.post("decline", Map.of("token", token)).then().spec(problem(410, "INVITATION_DECLINED"));
    accept(token, "pw").then().spec(problem(410, "INVITATION_DECLINED"));
    assertThat(published(invitation)).containsExactly("requested", "opened", "declined");
  }

  @Test
  @DisplayName("INV-7 one token is good for so many calls a minute, then 429 with Retry-After")
  void limited() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    acme.invited(email);
    String token = token(email);
    List<Integer> answers = Acme.parallel(20, () -> lookUpTimes(token, 8));
    assertThat(answers.stream().mapToInt(Integer::intValue).sum()).isEqualTo(120);
    lookUp(token).then().spec(problem(429, "TOO_MANY_CALLS")).header("Retry-After", notNullValue());
  }

  private static int lookUpTimes(String token, int times) {
    int found = 0;
    for (int time = 0; time < times; time++) {
      found += lookUp(token).statusCode() == 200 ? 1 : 0;
    }
    return found;
  }

  static Response acceptAs(String email, String token) {
    return given()
        .auth()
        .oauth2(TestTokens.person(UUID.randomUUID()).email(email).token())
        .contentType("application/json")
        .body(Map.of("token", token))
        .post(LINKS + "accept");
  }
}
