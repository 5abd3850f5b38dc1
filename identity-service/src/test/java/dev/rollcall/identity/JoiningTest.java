package dev.rollcall.identity;

import static dev.rollcall.identity.IdentityWorld.accounts;
import static dev.rollcall.identity.IdentityWorld.address;
import static dev.rollcall.identity.IdentityWorld.asInvitationService;
import static dev.rollcall.identity.IdentityWorld.founded;
import static dev.rollcall.identity.IdentityWorld.join;
import static dev.rollcall.identity.IdentityWorld.joined;
import static dev.rollcall.identity.IdentityWorld.offer;
import static dev.rollcall.identity.IdentityWorld.person;
import static dev.rollcall.identity.IdentityWorld.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.identity.IdentityWorld.Person;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.Problems;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RollcallTest(service = "identity", keycloak = true)
@WithTestResource(OtherServices.class)
class JoiningTest {

  @Test
  @DisplayName("INV-14 joining makes the login and the user, and answers where to sign in")
  void joining() {
    var world = founded();
    String email = address("bob");
    var offer = offer(world, email, "USER");

    Response answer = join(offer.get("invitationId"), offer);

    answer
        .then()
        .statusCode(200)
        .body("userId", notNullValue())
        .body("personId", notNullValue())
        .body("droppedProducts", org.hamcrest.Matchers.empty())
        .body("signIn.url", containsString("/login-actions/action-token"))
        .body("signIn.expiresAt", notNullValue());
    var bob =
        new Person(
            email,
            "Bob",
            "Stone",
            IdentityWorld.PASSWORD,
            UUID.fromString(answer.path("personId")));
    bob.call()
        .get("/identity/v1/me")
        .then()
        .statusCode(200)
        .body("memberships.userId", contains(answer.<String>path("userId")));
    var event =
        OutboxRows.await(world.company(), row -> row.aggregateId().equals(answer.path("userId")));
    assertThat(event.type()).isEqualTo("rollcall.user.joined.v1");
    assertThat(event.payload().path("invitationId").asText())
        .isEqualTo(String.valueOf(offer.get("invitationId")));
    assertThat(event.payload().toString()).doesNotContain(IdentityWorld.PASSWORD);
  }

  @Test
  @DisplayName("INV-14 the same join again answers the same user")
  void again() {
    var world = founded();
    var offer = offer(world, address("bob"), "USER");

    Response first = join(offer.get("invitationId"), offer);
    Response second = join(offer.get("invitationId"), offer);

    second
        .then()
        .statusCode(200)
        .body("userId", equalTo(first.path("userId")))
        .body("personId", equalTo(first.path("personId")));
  }

  @Test
  @DisplayName("INV-14 ten joins of one id at once make one user and one login")
  void parallel() throws Exception {
    var world = founded();
    String email = address("bob");
    var offer = offer(world, email, "USER");
    var users = new ArrayList<String>();

    try (var threads = Executors.newFixedThreadPool(10)) {
      var calls = new ArrayList<Future<Response>>();
      for (int i = 0; i < 10; i++) {
        calls.add(threads.submit(() -> join(offer.get("invitationId"), offer)));
      }
      for (Future<Response> call : calls) {
        users.add(call.get().then().statusCode(200).extract().path("userId"));
      }
    }

    assertThat(users).hasSize(10).containsOnly(users.getFirst());
    assertThat(accounts(email)).isEqualTo(1);
    assertThat(OutboxRows.typesOf(world.company()))
        .filteredOn("rollcall.user.joined.v1"::equals)
        .hasSize(2);
  }

  @Test
  @DisplayName("INV-11 an international address is shown in Unicode, found and signs in both forms")
  void internationalAddress() {
    var world = founded();
    String local = "ann" + UUID.randomUUID();
    var offer = offer(world, local + "@xn--bcher-kva.test", "USER");
    UUID id =
        UUID.fromString(
            join(offer.get("invitationId"), offer)
                .then()
                .statusCode(200)
                .extract()
                .path("personId"));

    for (String domain : List.of("@bücher.test", "@xn--bcher-kva.test")) {
      new Person(local + domain, "Bob", "Stone", IdentityWorld.PASSWORD, id)
          .call()
          .get("/identity/v1/me")
          .then()
          .statusCode(200)
          .body("email", equalTo(local + "@bücher.test"));
      world
          .call()
          .queryParam("q", local + domain)
          .get(world.path("/users"))
          .then()
          .body("items.email", contains(local + "@bücher.test"));
    }
  }

  @Test
  @DisplayName("INV-15 who registered with an international address joins in its other form")
  void registeredInUnicode() {
    var world = founded();
    String local = "ann" + UUID.randomUUID();
    var ann = person("Ann", "Lee", local + "@bücher.test", true);
    var offer = offer(world, local + "@xn--bcher-kva.test", "USER");
    offer.put("password", null);
    offer.put("personId", ann.id());

    exists(local + "@xn--bcher-kva.test", true);
    join(offer.get("invitationId"), offer).then().statusCode(200);

    assertThat(accounts(local + "@xn--bcher-kva.test")).isZero();
  }

  @Test
  @DisplayName("INV-14 a weak password is said at /password, and a better one joins")
  void weakPassword() {
    var world = founded();
    String email = address("bob");
    var offer = offer(world, email, "USER");
    offer.put("password", "short");

    join(offer.get("invitationId"), offer).then().spec(Problems.invalid("/password"));
    assertThat(accounts(email)).isZero();

    offer.put("password", IdentityWorld.PASSWORD);
    join(offer.get("invitationId"), offer).then().statusCode(200);
  }

  @Test
  @DisplayName("INV-14 no database row of ours holds the password")
  void passwordNowhere() {
    var world = founded();
    var offer = offer(world, address("bob"), "USER");
    String secret = "very secret " + UUID.randomUUID();
    offer.put("password", secret);

    join(offer.get("invitationId"), offer).then().statusCode(200);

    for (String table : List.of("member", "outbox", "joining", "job", "idempotency")) {
      assertThat(
              ServiceDatabase.value(
                  "select count(*) from " + table + " t where t::text like ?", "%" + secret + "%"))
          .as(table)
          .contains("0");
    }
  }

  @Test
  @DisplayName("INV-13 a join that was settled without having happened is closed for ever")
  void closed() {
    var world = founded();
    var offer = offer(world, address("bob"), "USER");
    UUID joinId = UUID.randomUUID();

    settle(joinId, world.company())
        .then()
        .statusCode(200)
        .body("joined", equalTo(false))
        .body("userId", nullValue());

    join(joinId, offer).then().spec(Problems.problem(409, "JOIN_CLOSED"));
    join(UUID.randomUUID(), offer).then().statusCode(200);
  }

  @Test
  @DisplayName("INV-13 a join that has happened is settled as such")
  void settledAsJoined() {
    var world = founded();
    var offer = offer(world, address("bob"), "USER");
    String user = join(offer.get("invitationId"), offer).path("userId");

    settle(offer.get("invitationId"), world.company())
        .then()
        .statusCode(200)
        .body("joined", equalTo(true))
        .body("userId", equalTo(user));
  }

  @ParameterizedTest
  @CsvSource({"PT1H, true", "PT5M, false"})
  @DisplayName(
      "INV-16 a login left over by a joining long ago is made anew, so that its person is signed"
          + " in")
  void leftOverLogin(Duration age, boolean anew) {
    var world = founded();
    String email = address("bob");
    var offer = offer(world, email, "USER");
    UUID leftOver = IdentityWorld.leftOver(email, offer.get("invitationId"), age);

    Response answer = join(UUID.randomUUID(), offer);

    answer.then().statusCode(200).body("signIn.expiresAt", notNullValue());
    assertThat(answer.<String>path("personId").equals(leftOver.toString())).isNotEqualTo(anew);
    assertThat(accounts(email)).isEqualTo(1);
  }

  @Test
  @DisplayName("INV-15 a person with a login joins with it, and keeps the password")
  void existingPerson() {
    var world = founded();
    var grace = person("Grace", "Hopper");
    var offer = offer(world, grace.email(), "USER");
    offer.put("password", null);
    offer.put("personId", grace.id());

    Response answer = join(offer.get("invitationId"), offer);

    answer
        .then()
        .statusCode(200)
        .body("personId", equalTo(grace.id().toString()))
        .body("signIn.expiresAt", nullValue());
    grace
        .call()
        .get("/identity/v1/me")
        .then()
        .body("memberships.companyId", contains(world.company().toString()));
  }

  @Test
  @DisplayName("INV-15 somebody else's invitation joins nobody")
  void otherPerson() {
    var world = founded();
    var grace = person("Grace", "Hopper");
    var offer = offer(world, address("bob"), "USER");
    offer.put("password", null);
    offer.put("personId", grace.id());

    join(offer.get("invitationId"), offer).then().spec(Problems.problem(403, "OTHER_PERSON"));
  }

  @Test
  @DisplayName("INV-15 a person with a login does not join by a new password")
  void loginExists() {
    var world = founded();
    var grace = person("Grace", "Hopper");
    var offer = offer(world, grace.email(), "USER");
    offer.put("password", "another good password");

    join(offer.get("invitationId"), offer).then().spec(Problems.problem(409, "PERSON_EXISTS"));

    IdentityTokens.signIn(grace).then().statusCode(200);
    exists(grace.email(), true);
    exists(address("nobody"), false);
  }

  private static void exists(String email, boolean expected) {
    asInvitationService()
        .body(Map.of("email", email))
        .post("/internal/persons")
        .then()
        .statusCode(200)
        .body("exists", equalTo(expected));
  }

  @Test
  @DisplayName("INV-14 an address that a stranger registered without proof belongs to the invited")
  void unprovedAccount() {
    var world = founded();
    var squatter = person("Not", "Bob", address("bob"), false);
    var offer = offer(world, squatter.email(), "USER");
    offer.put("password", "the password of the real Bob");

    Response answer = join(offer.get("invitationId"), offer);

    answer.then().statusCode(200);
    assertThat(answer.<String>path("personId")).isNotEqualTo(squatter.id().toString());
    IdentityTokens.signIn(squatter).then().statusCode(org.hamcrest.Matchers.oneOf(400, 401));
  }

  @Test
  @DisplayName("INV-11 a member does not join again")
  void alreadyMember() {
    var world = founded();
    var bob = joined(world, "Bob", "Stone", "USER");
    var offer = offer(world, bob.person().email(), "USER");

    join(offer.get("invitationId"), offer).then().spec(Problems.problem(409, "ALREADY_MEMBER"));
  }

  @Test
  @DisplayName("INV-2 who invited must still be there and entitled")
  void inviterGone() {
    var world = founded();
    var grace = joined(world, "Grace", "Hopper", "COMPANY_ADMIN");
    var offer = offer(world, address("bob"), "USER");
    offer.put("inviterUserId", grace.user());
    world.call().delete(world.path("/users/" + grace.user())).then().statusCode(204);

    join(offer.get("invitationId"), offer).then().spec(Problems.problem(409, "INVITER_GONE"));
    assertThat(accounts(String.valueOf(offer.get("email")))).isZero();
  }

  @Test
  @DisplayName("INV-3 products that are not enabled any more are dropped and reported")
  void droppedProducts() {
    var world = founded();
    var offer = offer(world, address("bob"), "USER");
    offer.put("products", List.of("VOICE", "FAX"));

    join(offer.get("invitationId"), offer)
        .then()
        .statusCode(200)
        .body("droppedProducts", contains("FAX"));
  }

  @Test
  @DisplayName("USR-4 who was deleted everywhere joins anew with a new password and is let in")
  void deletedPersonJoinsAnew() {
    var world = founded();
    var bob = joined(world, "Bob", "Stone", "USER");
    world.call().delete(world.path("/users/" + bob.user())).then().statusCode(204);
    Eventually.holds(
        () ->
            assertThat(IdentityWorld.account(bob.person().id()).jsonPath().getBoolean("enabled"))
                .isFalse());
    var other = founded();
    var offer = offer(other, bob.person().email(), "USER");
    offer.put("password", "a brand new password");

    Response answer = join(offer.get("invitationId"), offer);

    answer.then().statusCode(200).body("personId", equalTo(bob.person().id().toString()));
    var again =
        new Person(bob.person().email(), "Bob", "Stone", "a brand new password", bob.person().id());
    again
        .call()
        .get("/identity/v1/me")
        .then()
        .body("memberships.companyId", contains(other.company().toString()));
  }

  @Test
  @DisplayName("INV-14 CO-6 names with any sign join, with a new login and with a closed one")
  void signsInNames() {
    var world = founded();
    var offer = offer(world, address("ann"), "USER");
    offer.put("firstName", "Ann (Sales)");
    offer.put("lastName", "Lee <EMEA> & \"Co.\" #1");
    Response joined = join(offer.get("invitationId"), offer);
    joined.then().statusCode(200);
    UUID person = UUID.fromString(joined.path("personId"));
    world
        .call()
        .delete(world.path("/users/" + joined.<String>path("userId")))
        .then()
        .statusCode(204);
    Eventually.holds(
        () -> assertThat(IdentityWorld.account(person).jsonPath().getBoolean("enabled")).isFalse());
    var other = founded();
    var again = offer(other, String.valueOf(offer.get("email")), "USER");
    again.put("firstName", "Ann [Sales]; 50 %");
    again.put("lastName", "Lee/EMEA = $");

    join(again.get("invitationId"), again)
        .then()
        .statusCode(200)
        .body("personId", equalTo(person.toString()));
    IdentityWorld.account(person)
        .then()
        .body("firstName", equalTo("Ann [Sales]; 50 %"))
        .body("lastName", equalTo("Lee/EMEA = $"));
  }

  @Test
  @DisplayName("INV-14 a weak password for a closed login is said at /password; it stays closed")
  void weakPasswordForClosedLogin() {
    var world = founded();
    String email = address("bob");
    var offer = offer(world, email, "USER");
    UUID closed = IdentityWorld.leftOver(email, offer.get("invitationId"), Duration.ofMinutes(5));
    offer.put("password", "short");

    join(UUID.randomUUID(), offer).then().spec(Problems.invalid("/password"));
    IdentityWorld.account(closed).then().body("enabled", equalTo(false));
  }

  @Test
  @DisplayName("INV-14 everything that is wrong with an offer is said at once")
  void invalid() {
    asInvitationService()
        .body(Map.of("email", "nobody", "products", List.of("JETPACK")))
        .put("/internal/joins/" + UUID.randomUUID())
        .then()
        .spec(Problems.invalid("/email"))
        .body(
            "violations.pointer",
            org.hamcrest.Matchers.hasItems(
                "/companyId", "/firstName", "/role", "/products/0", "/inviterUserId"));
  }

  @Test
  @DisplayName("CO-4 internal routes are for services only, and answer them")
  void internal() {
    var world = founded();

    world
        .call()
        .get("/internal/companies/" + world.company())
        .then()
        .spec(Problems.problem(403, "FORBIDDEN"));
    asInvitationService()
        .get("/internal/companies/" + world.company())
        .then()
        .statusCode(200)
        .body("version", equalTo(1))
        .body("companyId", equalTo(world.company().toString()))
        .body("founderUserId", equalTo(world.user().toString()))
        .body("offices.officeId", contains(world.office().toString()));
    asInvitationService().get("/internal/companies/" + UUID.randomUUID()).then().statusCode(404);
    asInvitationService()
        .queryParam("personId", world.founder().id())
        .queryParam("companyId", world.company())
        .get("/internal/access")
        .then()
        .statusCode(200)
        .body("userId", equalTo(world.user().toString()))
        .body("role", equalTo("COMPANY_ADMIN"))
        .body("status", equalTo("ACTIVE"))
        .body("version", equalTo(1))
        .body("grants.find { it.permission == 'users.manage' }.scope", equalTo("COMPANY"));
    asInvitationService()
        .queryParam("personId", UUID.randomUUID())
        .queryParam("companyId", world.company())
        .get("/internal/access")
        .then()
        .statusCode(404);
  }
}
