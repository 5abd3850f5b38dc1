package dev.rollcall.identity;

import static dev.rollcall.identity.IdentityWorld.address;
import static dev.rollcall.identity.IdentityWorld.as;
import static dev.rollcall.identity.IdentityWorld.founded;
import static dev.rollcall.identity.IdentityWorld.joined;
import static dev.rollcall.identity.IdentityWorld.office;
import static dev.rollcall.identity.IdentityWorld.person;
import static dev.rollcall.identity.IdentityWorld.publishInvitation;
import static dev.rollcall.identity.IdentityWorld.publishPending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.identity.IdentityWorld.Founded;
import dev.rollcall.platform.test.Contracts;
import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.Problems;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RollcallTest(service = "identity", keycloak = true)
@WithTestResource(OtherServices.class)
class UsersTest {

  private static Response list(Founded world, String query) {
    return world.call().get(world.path("/users" + query));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u3164", "\u2800", "a\tb", "a\u2029", "www.evil.example", "\ufe0f"})
  @DisplayName("CO-6 a change of names and job title follows the rule for text")
  void changedTexts(String value) {
    var world = founded();
    for (String field : List.of("firstName", "lastName", "jobTitle")) {
      world
          .call()
          .body(Map.of(field, value))
          .patch(world.path("/users/" + world.user()))
          .then()
          .spec(Problems.invalid("/" + field));
    }
  }

  @Test
  @DisplayName("CO-6 users are found without case and accents, typed composed or decomposed")
  void folded() {
    var world = founded();
    world
        .call()
        .body(
            Map.of(
                "firstName", "E\u0301lodie", "lastName", "Straßer", "jobTitle", "😀".repeat(100)))
        .patch(world.path("/users/" + world.user()))
        .then()
        .statusCode(200)
        .body("firstName", equalTo("\u00c9lodie"));

    for (String typed : List.of("\u00c9lodie", "E\u0301LODIE", "elodie", "STRASSER", "straßer")) {
      world
          .call()
          .queryParam("q", typed)
          .get(world.path("/users"))
          .then()
          .body("items", hasSize(1));
    }
    world
        .call()
        .queryParam("q", "😀".repeat(201))
        .get(world.path("/users"))
        .then()
        .spec(Problems.invalid("/?q"));
  }

  @Test
  @DisplayName("USR-3 the list shows everything of a user in one call")
  void allFields() {
    var world = founded();
    var bob = joined(world, "Bob", "Stone", "USER");
    publishLicense(world, bob.user());
    publishNumber(world, bob.user(), "+14155550123");

    Eventually.holds(
        () ->
            list(world, "?q=bob")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(bob.user().toString()))
                .body("items[0].firstName", equalTo("Bob"))
                .body("items[0].email", equalTo(bob.person().email()))
                .body("items[0].role", equalTo("USER"))
                .body("items[0].officeId", equalTo(world.office().toString()))
                .body("items[0].products", contains("VOICE"))
                .body("items[0].status", equalTo("ACTIVE"))
                .body("items[0].displayHint", nullValue())
                .body("items[0].numbers", contains("+14155550123"))
                .body("items[0].licenseTypes", contains("TALK"))
                .body("items[0].permissions", hasItem("inbox"))
                .body("items[0].joinedAt", notNullValue()));
    list(world, "?licenseType=TALK").then().body("items", hasSize(1));
    list(world, "?licenseType=MEETINGS").then().body("items", empty());
  }

  private static void publishLicense(Founded world, UUID user) {
    UUID license = UUID.randomUUID();
    Events.send(
        "rollcall.license.v1",
        license.toString(),
        "rollcall.license.assigned.v1",
        world.company(),
        2,
        """
        {"licenseId": "%s", "companyId": "%s", "officeId": "%s", "type": "TALK", "plan": "BASIC",
         "state": "ASSIGNED", "origin": "SIGNUP", "holder": {"userId": "%s"}, "attempt": null,
         "createdAt": "2026-03-11T09:00:00Z"}
        """
            .formatted(license, world.company(), world.office(), user));
  }

  private static void publishNumber(Founded world, UUID user, String e164) {
    Events.send(
        "rollcall.number.v1",
        e164,
        "rollcall.number.assigned.v1",
        world.company(),
        3,
        """
        {"e164": "%s", "companyId": "%s", "type": "LOCAL", "country": "US", "state": "ASSIGNED",
         "officeId": "%s", "assignee": {"userId": "%s"}, "lastUserId": null,
         "lastOfficeId": null, "unassignedAt": null, "label": null, "processId": null,
         "attempt": null}
        """
            .formatted(e164, world.company(), world.office(), user));
  }

  @ParameterizedTest
  @CsvSource({
    "?q=sto,1",
    "?q=BOB,1",
    "?q=bob stone,1",
    "?q=stone acme,1",
    "?q=acme.test,2",
    "?q=tone,0",
    "?q=lovelace,1",
    "?role=USER,1",
    "?role=COMPANY_ADMIN,1",
    "?role=MANAGER,0",
    "?permission=users.manage,1",
    "?permission=inbox,2",
    "?tab=deleted,0",
    "?tab=active,2",
  })
  @DisplayName("USR-3 search combines words of name and e-mail, role, permission and tab")
  void search(String query, int found) {
    var world = founded();
    joined(world, "Bob", "Stone", "USER");

    list(world, query).then().statusCode(200).body("items", hasSize(found));
  }

  @Test
  @DisplayName("USR-3 the list filters by office")
  void byOffice() {
    var world = founded();
    UUID berlin = office(world, "Berlin");
    var bob = joined(world, "Bob", "Stone", "USER", berlin);

    list(world, "?officeId=" + berlin).then().body("items.id", contains(bob.user().toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?tab=gone",
        "?sort=age",
        "?role=KING",
        "?permission=fly",
        "?officeId=here",
        "?limit=0",
        "?limit=201",
        "?cursor=broken"
      })
  @DisplayName("USR-3 what can't be asked is 422")
  void invalid(String query) {
    var world = founded();

    String parameter = query.substring(1, query.indexOf('='));
    list(world, query).then().spec(Problems.invalid("/?" + parameter));
  }

  @Test
  @DisplayName("USR-3 pages follow each other without gap or repetition, in both directions")
  void paging() {
    var world = founded();
    for (String name : List.of("Anna", "Bert", "Carl", "Dora")) {
      joined(world, name, "Stone", "USER");
    }
    publishPending(world, UUID.randomUUID(), address("pending"), 1);
    Eventually.holds(() -> list(world, "?tab=pending").then().body("items", hasSize(1)));

    List<String> up = idsOf(world, "name");
    List<String> down = idsOf(world, "-name");

    assertThat(up).hasSize(6).doesNotHaveDuplicates();
    assertThat(down).isEqualTo(up.reversed());
    assertThat(idsOf(world, "email")).hasSize(6).doesNotHaveDuplicates();
    assertThat(idsOf(world, "-joinedAt")).isEqualTo(idsOf(world, "joinedAt").reversed());
  }

  private static List<String> idsOf(Founded world, String sort) {
    var ids = new ArrayList<String>();
    String cursor = "";
    do {
      Response page = list(world, "?limit=2&sort=" + sort + cursor);
      page.then().statusCode(200);
      ids.addAll(page.jsonPath().getList("items.id"));
      String next = page.path("nextCursor");
      if (next != null) {
        assertThat(page.header("Link")).contains("rel=\"next\"");
      }
      cursor = next == null ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return ids;
  }

  @Test
  @DisplayName("USR-3 who was invited shows as pending, until the invitation ends")
  void pending() {
    var world = founded();
    UUID invitation = UUID.randomUUID();
    String email = address("bob");

    publishPending(world, invitation, email, 2);

    Eventually.holds(
        () ->
            list(world, "")
                .then()
                .body("items", hasSize(2))
                .body("items.status", containsInAnyOrder("ACTIVE", "PENDING"))
                .body(
                    "items.find { it.status == 'PENDING' }.displayHint",
                    equalTo("has not yet joined"))
                .body("items.find { it.status == 'PENDING' }.email", equalTo(email)));
    list(world, "?q=" + email).then().body("items", hasSize(1));

    publishInvitation(world, invitation, email, "REVOKED", "revoked", 4);
    publishInvitation(world, invitation, email, "PENDING", "resent", 3);

    Eventually.holds(() -> list(world, "").then().body("items", hasSize(1)));
    Eventually.staysSo(
        Duration.ofMillis(500), () -> list(world, "").then().body("items", hasSize(1)));
  }

  @Test
  @DisplayName("EVENTS Personal data: who was invited and is forgotten is forgotten here as well")
  void forgottenInvitation() {
    var world = founded();
    UUID invitation = UUID.randomUUID();
    String email = address("bob");
    publishInvitation(world, invitation, email, "EXPIRED", "expired", 3);
    Eventually.holds(() -> assertThat(pendingWith(email)).contains("1"));

    Events.send(
        "rollcall.invitation.v1",
        invitation.toString(),
        "rollcall.invitation.anonymised.v1",
        world.company(),
        4,
        Contracts.example("rollcall.invitation.anonymised.v1")
            .replace("01999999-0000-7000-8000-000000000004", invitation.toString())
            .replace("01999999-0000-7000-8000-000000000000", world.company().toString()));
    publishInvitation(world, invitation, email, "PENDING", "opened", 2);

    Eventually.holds(() -> assertThat(pendingWith(email)).contains("0"));
    assertThat(pendingWith("@anonymised.invalid")).isNotEqualTo(Optional.of("0"));
  }

  private static Optional<String> pendingWith(String text) {
    return ServiceDatabase.value(
        "select count(*) from pending_view v where v::text like ?", "%" + text + "%");
  }

  @Test
  @DisplayName("USR-3 the transaction that joins hides the pending row: nobody shows twice")
  void pendingHides() {
    var world = founded();
    var offer = IdentityWorld.offer(world, address("bob"), "USER");
    var invitation = UUID.fromString(String.valueOf(offer.get("invitationId")));
    publishPending(world, invitation, String.valueOf(offer.get("email")), 2);
    Eventually.holds(() -> list(world, "?tab=pending").then().body("items", hasSize(1)));

    IdentityWorld.join(invitation, offer).then().statusCode(200);

    list(world, "?q=bob")
        .then()
        .body("items", hasSize(1))
        .body("items[0].status", equalTo("ACTIVE"));
    list(world, "?tab=pending").then().body("items", empty());
  }

  @Test
  @DisplayName("USR-1 a plain user sees the directory of active users, and nothing beyond")
  void directory() {
    var world = founded();
    var bob = joined(world, "Bob", "Stone", "USER");
    String token = bob.person().token();

    as(token)
        .get(world.path("/users?q=lovelace"))
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].email", equalTo(world.founder().email()))
        .body("items[0]", not(hasKey("role")))
        .body("items[0]", not(hasKey("phone")));
    as(token).get(world.path("/users/" + bob.user())).then().body("role", equalTo("USER"));
    for (String query : List.of("?tab=deleted", "?tab=pending")) {
      as(token).get(world.path("/users" + query)).then().spec(Problems.problem(403, "FORBIDDEN"));
    }
    as(token).delete(world.path("/users/" + world.user())).then().statusCode(403);
    as(token).body(Map.of("name", "Mine")).patch(world.path("")).then().statusCode(403);
    as(token).get(world.path("")).then().statusCode(200).body("billingEmail", nullValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?role=USER",
        "?permission=inbox",
        "?licenseType=TALK",
        "?sort=joinedAt",
        "?sort=-joinedAt",
        "?q=bob&sort=joinedAt&limit=1"
      })
  @DisplayName("USR-1 who sees the directory neither filters nor sorts by what it hides")
  void hiddenFields(String query) {
    var world = founded();
    var bob = joined(world, "Bob", "Stone", "USER");

    as(bob.person().token())
        .get(world.path("/users" + query))
        .then()
        .spec(Problems.problem(403, "FORBIDDEN"));
  }

  @Test
  @DisplayName("USR-1 an office admin's list by a field that is hidden elsewhere is of own offices")
  void hiddenFieldsElsewhere() {
    var world = founded();
    UUID berlin = office(world, "Berlin");
    var olga = joined(world, "Olga", "Office", "OFFICE_ADMIN", berlin);
    joined(world, "Carl", "Elsewhere", "USER");

    as(olga.person().token())
        .get(world.path("/users?sort=joinedAt"))
        .then()
        .statusCode(200)
        .body("items.id", contains(olga.user().toString()));
  }

  @Test
  @DisplayName(
      "USR-1 an office admin edits users of the own offices, and sees the others' directory")
  void officeAdmin() {
    var world = founded();
    UUID berlin = office(world, "Berlin");
    var olga = joined(world, "Olga", "Office", "OFFICE_ADMIN", berlin);
    var bob = joined(world, "Bob", "Stone", "USER", berlin);
    var carl = joined(world, "Carl", "Elsewhere", "USER");
    String token = olga.person().token();

    as(token)
        .body(Map.of("jobTitle", "Lead"))
        .patch(world.path("/users/" + bob.user()))
        .then()
        .statusCode(200)
        .body("jobTitle", equalTo("Lead"));
    as(token)
        .body(Map.of("jobTitle", "Lead"))
        .patch(world.path("/users/" + carl.user()))
        .then()
        .spec(Problems.problem(403, "OUTSIDE_OWN_OFFICES"));
    as(token)
        .body(Map.of("role", "COMPANY_ADMIN"))
        .patch(world.path("/users/" + bob.user()))
        .then()
        .spec(Problems.problem(403, "ABOVE_OWN_ROLE"));
    as(token)
        .get(world.path("/users/" + carl.user()))
        .then()
        .statusCode(200)
        .body("$", not(hasKey("role")));
    as(token)
        .get(world.path("/users?role=USER"))
        .then()
        .body("items.id", contains(bob.user().toString()));
  }

  @Test
  @DisplayName("USR-1 editing a user needs a fitting ETag where one is sent, and is told")
  void edit() {
    var world = founded();
    var bob = joined(world, "Bob", "Stone", "USER");
    String path = world.path("/users/" + bob.user());
    String etag = world.call().get(path).header("ETag");

    world
        .call()
        .header("If-Match", etag)
        .body(
            Map.of(
                "firstName", "Robert",
                "jobTitle", "",
                "role", "MANAGER",
                "products", List.of("VOICE", "MEETINGS")))
        .patch(path)
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("firstName", equalTo("Robert"))
        .body("jobTitle", nullValue())
        .body("role", equalTo("MANAGER"))
        .body("permissions", hasItem("keywords"));

    world
        .call()
        .header("If-Match", etag)
        .body(Map.of("firstName", "Bobby"))
        .patch(path)
        .then()
        .spec(Problems.problem(412, "STALE_VERSION"));
    world
        .call()
        .body(Map.of("products", List.of("FAX"), "firstName", ""))
        .patch(path)
        .then()
        .spec(Problems.invalid("/products"))
        .body("violations.pointer", hasItems("/firstName", "/products"));
    list(world, "?q=robert").then().body("items", hasSize(1));
    list(world, "?q=bob stone").then().body("items", hasSize(1));
    assertThat(OutboxRows.ofAggregate(bob.user().toString()))
        .extracting(OutboxRows.OutboxRow::type)
        .containsExactly("rollcall.user.joined.v1", "rollcall.user.updated.v1");
  }

  @Test
  @DisplayName("USR-2 analytics.charts is granted and taken away by a company admin")
  void grantAnalytics() {
    var world = founded();
    var bob = joined(world, "Bob", "Stone", "USER");
    String path = world.path("/users/" + bob.user() + "/permissions/analytics.charts");

    world.call().put(path).then().statusCode(200).body("permissions", hasItem("analytics.charts"));
    world
        .call()
        .header("If-Match", "\"1\"")
        .delete(path)
        .then()
        .spec(Problems.problem(412, "STALE_VERSION"));
    world
        .call()
        .header("If-Match", "\"1\"")
        .put(path)
        .then()
        .spec(Problems.problem(412, "STALE_VERSION"));
    list(world, "?permission=analytics.charts&q=stone").then().body("items", hasSize(1));
    check(world, bob.user(), "analytics.charts").then().body("allowed", equalTo(true));
    check(world, bob.user(), "calls.history.read").then().body("allowed", equalTo(false));
    world
        .call()
        .delete(path)
        .then()
        .statusCode(200)
        .body("permissions", not(hasItem("analytics.charts")));
    world
        .call()
        .put(world.path("/users/" + bob.user() + "/permissions/users.manage"))
        .then()
        .statusCode(404);
    world
        .call()
        .put(world.path("/users/" + bob.user() + "/permissions/proxy.access"))
        .then()
        .spec(Problems.problem(409, "NOT_GRANTABLE"));
  }

  private static Response check(Founded world, UUID user, String permission) {
    return world
        .call()
        .body(Map.of("userId", user, "permission", permission))
        .post(world.path("/permission-checks"));
  }

  @Test
  @DisplayName("USR-4 deleting ends access at once; where it was the last company, sign-in too")
  void delete() {
    var world = founded();
    var bob = joined(world, "Bob", "Stone", "USER");
    String token = bob.person().token();
    String refresh = IdentityTokens.refreshToken(bob.person());

    world.call().delete(world.path("/users/" + bob.user())).then().statusCode(204);

    as(token).get(world.path("/users")).then().spec(Problems.problem(404, "NOT_FOUND"));
    Eventually.holds(
        () ->
            assertThat(IdentityWorld.account(bob.person().id()).jsonPath().getBoolean("enabled"))
                .isFalse());
    IdentityTokens.refresh(refresh).then().statusCode(400);
    IdentityTokens.signIn(bob.person()).then().statusCode(org.hamcrest.Matchers.oneOf(400, 401));
    list(world, "?tab=deleted")
        .then()
        .body("items", hasSize(1))
        .body("items[0].status", equalTo("DELETED"))
        .body("items[0].restorableUntil", notNullValue());
    Response deleted = world.call().get(world.path("/users/" + bob.user()));
    assertThat(Instant.parse(deleted.path("restorableUntil")))
        .isEqualTo(Instant.parse(deleted.<String>path("deletedAt")).plus(Duration.ofDays(3)));
    var event = OutboxRows.await(world.company(), "rollcall.user.deleted.v1").payload();
    assertThat(event.path("status").asText()).isEqualTo("DELETED");
  }

  @Test
  @DisplayName("CO-4 a person who is in another company keeps their login when one deletes them")
  void deleteOneOfTwo() {
    var bob = person("Bob", "Stone");
    var own = founded(bob, "STANDARD");
    var world = founded();
    var offer = IdentityWorld.offer(world, bob.email(), "USER");
    offer.put("password", null);
    offer.put("personId", bob.id());
    String user = IdentityWorld.join(offer.get("invitationId"), offer).path("userId");

    world.call().delete(world.path("/users/" + user)).then().statusCode(204);

    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select kind from job where subject = ?", bob.id().toString()))
                .isEmpty());
    assertThat(IdentityWorld.account(bob.id()).jsonPath().getBoolean("enabled")).isTrue();
    bob.call()
        .get("/identity/v1/me")
        .then()
        .body("memberships.companyId", contains(own.company().toString()));
  }

  @Test
  @DisplayName("USR-4 deleting twice is one deletion and one event")
  void deleteTwice() {
    var world = founded();
    var bob = joined(world, "Bob", "Stone", "USER");

    world.call().delete(world.path("/users/" + bob.user())).then().statusCode(204);
    world.call().delete(world.path("/users/" + bob.user())).then().statusCode(204);

    assertThat(OutboxRows.typesOf(world.company()))
        .filteredOn("rollcall.user.deleted.v1"::equals)
        .hasSize(1);
    world
        .call()
        .body(Map.of("jobTitle", "Ghost"))
        .patch(world.path("/users/" + bob.user()))
        .then()
        .spec(Problems.problem(409, "USER_DELETED"));
  }

  @Test
  @DisplayName("USR-7 the last company admin can't delete or demote themselves")
  void lastAdmin() {
    var world = founded();
    String path = world.path("/users/" + world.user());

    world.call().delete(path).then().spec(Problems.problem(409, "LAST_ADMIN"));
    world
        .call()
        .body(Map.of("role", "USER"))
        .patch(path)
        .then()
        .spec(Problems.problem(409, "LAST_ADMIN"));
  }

  @Test
  @DisplayName("USR-7 two admins who delete each other in the same instant: one stays")
  void eachOther() throws Exception {
    var world = founded();
    var grace = joined(world, "Grace", "Hopper", "COMPANY_ADMIN");
    String graceToken = grace.person().token();

    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<Response> first =
          threads.submit(() -> world.call().delete(world.path("/users/" + grace.user())));
      Future<Response> second =
          threads.submit(() -> as(graceToken).delete(world.path("/users/" + world.user())));
      List<Integer> statuses = List.of(first.get().statusCode(), second.get().statusCode());

      assertThat(statuses).containsOnlyOnce(204);
      assertThat(statuses).containsAnyOf(404, 409);
    }
    assertThat(
            ServiceDatabase.value(
                """
                select count(*) from member
                where company_id = ? and role = 'COMPANY_ADMIN' and status = 'ACTIVE'
                """,
                world.company()))
        .contains("1");
  }
}
