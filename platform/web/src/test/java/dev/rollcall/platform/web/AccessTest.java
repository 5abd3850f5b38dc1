package dev.rollcall.platform.web;

import static dev.rollcall.platform.web.ProblemsTest.isProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import dev.rollcall.platform.test.TestTokens;
import dev.rollcall.platform.web.access.AccessSettings;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in (API.md, Conventions; ARCHITECTURE.md, Access). */
@RollcallTest(service = "invitation")
class AccessTest {

  private static final UUID PERSON = UUID.randomUUID();

  @Inject AccessSettings settings;

  static Stream<String> wrongTokens() {
    return Stream.of(
        TestTokens.person(PERSON).audience("other").token(),
        TestTokens.person(PERSON).issuer("http://elsewhere/realms/rollcall").token(),
        TestTokens.person(PERSON).expired().token(),
        TestTokens.person(PERSON).foreignKey().token(),
        TestTokens.person(PERSON).unsigned().token(),
        "nonsense");
  }

  @ParameterizedTest
  @MethodSource("wrongTokens")
  @DisplayName("API a token that is not ours, not for us, or over is 401, as a problem")
  void wrongToken(String token) {
    isProblem(given().auth().oauth2(token).get("/test/v1/me").then(), 401, "UNAUTHENTICATED")
        .header("WWW-Authenticate", containsString("Bearer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "Bearer  ", "bearer \t ", "Bearer\t"})
  @DisplayName("API any blanks may stand between the scheme and the token")
  void blanksBeforeToken(String scheme) {
    given()
        .header("Authorization", scheme + TestTokens.person(PERSON).token())
        .get("/test/v1/me")
        .then()
        .statusCode(200)
        .body("id", equalTo(PERSON.toString()));
  }

  @Test
  @DisplayName("API a wrong token is 401 where none would do")
  void wrongTokenOnPublic() {
    isProblem(
        given().auth().oauth2("nonsense").get("/test/v1/maybe-me").then(), 401, "UNAUTHENTICATED");
  }

  @Test
  @DisplayName("API without a token 401, with WWW-Authenticate")
  void noToken() {
    isProblem(given().get("/test/v1/me").then(), 401, "UNAUTHENTICATED")
        .header("WWW-Authenticate", equalTo("Bearer"));
    isProblem(
        given().get("/test/v1/companies/" + PERSON + "/things").then(), 401, "UNAUTHENTICATED");
  }

  @Test
  @DisplayName("API a person is known by their token")
  void person() {
    given()
        .auth()
        .oauth2(TestTokens.person(PERSON).token())
        .get("/test/v1/me")
        .then()
        .statusCode(200)
        .body("id", equalTo(PERSON.toString()));
  }

  @Test
  @DisplayName("API what anybody may call tells who is signed in")
  void publicKnowsPerson() {
    given().get("/test/v1/maybe-me").then().statusCode(200).body("signedIn", equalTo(false));
    given()
        .auth()
        .oauth2(TestTokens.person(PERSON).token())
        .get("/test/v1/maybe-me")
        .then()
        .statusCode(200)
        .body("signedIn", equalTo(true));
  }

  @Test
  @DisplayName("API what is for services is for services only")
  void servicesOnly() {
    given()
        .auth()
        .oauth2(TestTokens.service("billing-service"))
        .get("/test/v1/for-services")
        .then()
        .statusCode(200);
    isProblem(
        given()
            .auth()
            .oauth2(TestTokens.person(PERSON).token())
            .get("/test/v1/for-services")
            .then(),
        403,
        "FORBIDDEN");
    isProblem(given().get("/test/v1/for-services").then(), 401, "UNAUTHENTICATED");
    isProblem(
        given().auth().oauth2(TestTokens.service("billing-service")).get("/test/v1/me").then(),
        403,
        "FORBIDDEN");
  }

  @Test
  @DisplayName("API what is for one service's client is for no other's")
  void namedClientOnly() {
    given()
        .auth()
        .oauth2(TestTokens.service("numbering-service"))
        .get("/test/v1/for-one-service")
        .then()
        .statusCode(200);
    isProblem(
        given()
            .auth()
            .oauth2(TestTokens.service("billing-service"))
            .get("/test/v1/for-one-service")
            .then(),
        403,
        "FORBIDDEN");
    isProblem(
        given()
            .auth()
            .oauth2(TestTokens.person(PERSON).client("numbering-service").token())
            .get("/test/v1/for-one-service")
            .then(),
        403,
        "FORBIDDEN");
  }

  @Test
  @DisplayName("CO-4 a stranger gets 404, the same as for a company that does not exist")
  void stranger() {
    Member member = Member.holding("things.read").known();
    Member stranger = Member.holding("things.read").known();

    isProblem(stranger.asks().get(member.path("/things")).then(), 404, "NOT_FOUND");
    isProblem(
        stranger.asks().get("/test/v1/companies/" + UUID.randomUUID() + "/things").then(),
        404,
        "NOT_FOUND");
    isProblem(stranger.asks().get("/test/v1/companies/acme/things").then(), 404, "NOT_FOUND");
  }

  @Test
  @DisplayName("USR-1 a member without the permission gets 403")
  void withoutPermission() {
    Member member = Member.holding("other").known();

    isProblem(member.asks().get(member.path("/things")).then(), 403, "FORBIDDEN");
  }

  @Test
  @DisplayName("ARCH a member whom the view does not know yet can act at once")
  void askedWhenMissing() {
    Member member = Member.holding("things.read").known();

    member.asks().get(member.path("/things")).then().statusCode(200);
    assertThat(member.timesAsked()).isPositive();
  }

  @Test
  @DisplayName("ARCH nobody can tell: 503 with Retry-After")
  void nobodyCanTell() {
    Member member = Member.holding("things.read").known();
    IdentityStandInResource.silence(true);
    try {
      isProblem(member.asks().get(member.path("/things")).then(), 503, "ACCESS_UNKNOWN")
          .header("Retry-After", notNullValue());
    } finally {
      IdentityStandInResource.silence(false);
    }
  }

  @Test
  @DisplayName("ARCH a fresh view answers without asking identity")
  void freshView() throws Exception {
    try (var topic = new UserTopic()) {
      Member member = Member.holding("things.read");
      topic.publish("rollcall.user.joined.v1", member);
      eventually(() -> beats(topic) && status(member) == 200);

      int askedBefore = member.timesAsked();
      beats(topic);
      eventually(() -> beats(topic) && status(member) == 200);

      assertThat(member.timesAsked()).isEqualTo(askedBefore);
    }
  }

  @Test
  @DisplayName("USR-4 a deleted member is out, by the event alone")
  void deletedByEvent() throws Exception {
    try (var topic = new UserTopic()) {
      Member member = Member.holding("things.read");
      topic.publish("rollcall.user.joined.v1", member);
      eventually(() -> beats(topic) && status(member) == 200);

      topic.publish("rollcall.user.deleted.v1", member.deleted());

      eventually(() -> beats(topic) && status(member) == 404);
    }
  }

  @Test
  @DisplayName("X-2 a late event does not revive a deleted member")
  void lateEvent() throws Exception {
    try (var topic = new UserTopic()) {
      Member member = Member.holding("things.read");
      topic.publish("rollcall.user.deleted.v1", member.deleted());
      topic.publish("rollcall.user.joined.v1", member);
      Member other = Member.holding("things.read");
      topic.publish("rollcall.user.joined.v1", other);
      eventually(() -> beats(topic) && status(other) == 200);

      eventually(() -> beats(topic) && status(member) == 404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[{}]", "[{\"permission\":\"all\",\"scope\":\"MOON\"}]"})
  @DisplayName("X-1 a membership that can't be read is parked, and the view goes on")
  void unreadable(String grants) throws Exception {
    try (var topic = new UserTopic()) {
      topic.publish("rollcall.user.updated.v1", Member.holding().granted(grants));
      Member member = Member.holding("things.read");
      topic.publish("rollcall.user.joined.v1", member);

      eventually(() -> beats(topic) && status(member) == 200);
    }
  }

  @Test
  @DisplayName("USR-4 a member whose deletion can't be read is out: identity is asked about them")
  void unreadableDeletion() throws Exception {
    try (var topic = new UserTopic()) {
      Member member = Member.holding("things.read").known();
      topic.publish("rollcall.user.joined.v1", member);
      viewAnswers(topic, member);

      topic.publishUnreadable(member.deleted().known());

      eventually(() -> beats(topic) && status(member) == 404);
    }
  }

  @Test
  @DisplayName("USR-4 who comes back by an event that can't be read is in: identity is asked")
  void unreadableReturn() throws Exception {
    try (var topic = new UserTopic()) {
      Member left = Member.holding("things.read").deleted();
      topic.publish("rollcall.user.deleted.v1", left.known());
      eventually(() -> beats(topic) && status(left) == 404);

      topic.publishUnreadable(left.again().known());

      eventually(() -> beats(topic) && status(left) == 200);
    }
  }

  @Test
  @DisplayName("X-2 a newer event of a user ends the doubt that an unreadable one began")
  void overtaken() throws Exception {
    try (var topic = new UserTopic()) {
      Member member = Member.holding("things.read").known();
      topic.publishUnreadable(member);
      topic.publish("rollcall.user.updated.v1", member.at(2));

      viewAnswers(topic, member);
    }
  }

  @Test
  @DisplayName(
      "X-1 an event that doesn't say whose it is puts the company in doubt; it is replayed")
  void nobodys() throws Exception {
    try (var topic = new UserTopic()) {
      Member member = Member.holding("things.read").known();
      topic.publish("rollcall.user.joined.v1", member);
      viewAnswers(topic, member);

      var mended = topic.publishNobodys(member.deleted().known());
      eventually(() -> beats(topic) && status(member) == 404);
      topic.publish("rollcall.user.joined.v1", member.again().at(3).known());
      eventually(() -> beats(topic) && status(member) == 200);
      topic.send(mended);

      viewAnswers(topic, member);
    }
  }

  @Test
  @DisplayName("X-2 a version beyond reason hides no later deletion")
  void hugeVersion() throws Exception {
    try (var topic = new UserTopic()) {
      Member member = Member.holding("things.read").known();
      topic.publish("rollcall.user.joined.v1", member);
      topic.publish("rollcall.user.updated.v1", member.at(Long.MAX_VALUE));
      eventually(() -> beats(topic) && status(member) == 200);

      topic.publish("rollcall.user.deleted.v1", member.deleted());

      eventually(() -> beats(topic) && status(member) == 404);
    }
  }

  @Test
  @DisplayName("X-1 a membership comes back by the retry topic; a beat from there counts nowhere")
  void replayed() throws Exception {
    try (var topic = new UserTopic()) {
      Member member = Member.holding("things.read");
      topic.replayBeat(Instant.now().plus(Duration.ofDays(1)));
      topic.replay("rollcall.user.joined.v1", member);

      eventually(() -> beats(topic) && status(member) == 200);

      assertThat(
              ServiceDatabase.value(
                  "select max(at) < now() + interval '1 hour' from view_heartbeat"))
          .contains("t");
    }
  }

  @Test
  @DisplayName("USR-4 a deleted member is out, also when the view has gone stale")
  void deletedWithStaleView() {
    Member member = Member.holding("things.read").known();
    member.asks().get(member.path("/things")).then().statusCode(200);

    member.deleted().known();

    eventually(() -> status(member) == 404);
  }

  @Test
  @DisplayName("USR-4 what the view or identity said counts for so long that 5 s are kept")
  void within5Seconds() {
    assertThat(settings.fresh()).isLessThanOrEqualTo(Duration.ofSeconds(3));
    assertThat(settings.believed()).isLessThanOrEqualTo(Duration.ofSeconds(3));
  }

  /** The view knows them, and no event of their company is parked. */
  private static void viewAnswers(UserTopic topic, Member member) {
    eventually(
        () ->
            beats(topic)
                && status(member) == 200
                && ServiceDatabase.value(
                        """
                        select 1 from membership m where company_id = ? and person_id = ?
                          and not exists (select from membership_parked p
                                          where p.company_id = m.company_id)
                        """,
                        member.company(),
                        member.person())
                    .isPresent());
  }

  private static int status(Member member) {
    return member.asks().get(member.path("/things")).statusCode();
  }

  private static boolean beats(UserTopic topic) {
    try {
      topic.beat();
      return true;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static void eventually(BooleanSupplier condition) {
    Eventually.holds(() -> assertThat(condition.getAsBoolean()).isTrue());
  }
}
