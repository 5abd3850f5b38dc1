package dev.rollcall.identity;

import static dev.rollcall.identity.IdentityWorld.address;
import static dev.rollcall.identity.IdentityWorld.founded;
import static dev.rollcall.identity.IdentityWorld.person;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.Problems;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
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
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RollcallTest(service = "identity", keycloak = true)
@WithTestResource(OtherServices.class)
class SigningUpTest {

  @ConfigProperty(name = "rollcall.identity.sign-ups-per-day")
  int mostSignUps;

  private static final Map<String, String> ACME =
      Map.of(
          "name", "Acme",
          "country", "US",
          "timeZone", "America/New_York",
          "billingEmail", "billing@acme.test",
          "edition", "STANDARD");

  @Test
  @DisplayName("CO-1 signing up makes the company, its head office and its first company admin")
  void signUp() {
    var ada = person("Ada", "Lovelace");

    var answer = ada.call().body(ACME).post("/identity/v1/companies");

    answer
        .then()
        .statusCode(201)
        .header("ETag", "\"1\"")
        .body("name", equalTo("Acme"))
        .body("edition", equalTo("STANDARD"))
        .body("billingEmail", equalTo("billing@acme.test"))
        .body("enabledProducts", containsInAnyOrder("VOICE", "MESSAGING", "MEETINGS"))
        .body("invitationPolicy.managerInviteCeiling", equalTo("USER"))
        .body("invitationPolicy.linkLifetime", equalTo("PT24H"));
    UUID company = UUID.fromString(answer.path("id"));
    assertThat(answer.header("Location")).endsWith("/identity/v1/companies/" + company);
    assertThat(OutboxRows.typesOf(company))
        .containsExactly("rollcall.company.created.v1", "rollcall.user.joined.v1");
    var joined = OutboxRows.await(company, "rollcall.user.joined.v1").payload();
    assertThat(joined.path("founder").asBoolean()).isTrue();
    assertThat(joined.path("firstName").asText()).isEqualTo("Ada");
    assertThat(joined.path("role").asText()).isEqualTo("COMPANY_ADMIN");
    var created = OutboxRows.await(company, "rollcall.company.created.v1").payload();
    assertThat(created.path("offices")).hasSize(1);
    assertThat(created.path("offices").path(0).path("priceLevel").asText()).isEqualTo("US");
    assertThat(created.has("billingEmail")).isFalse();
  }

  @Test
  @DisplayName(
      "CO-7 a person signs up so many companies a day, however many ask at once; then 429, and nothing is made")
  void signUpsOfADay() throws Exception {
    var ada = person("Ada", "Lovelace");
    ada.call().body(ACME).post("/identity/v1/companies").then().statusCode(201);
    signedUpToday(ada, mostSignUps - 3);
    String token = ada.token();
    List<Callable<Response>> calls =
        Collections.nCopies(
            8, () -> IdentityWorld.as(token).body(ACME).post("/identity/v1/companies"));

    List<Response> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Response> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(3);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 429)
        .hasSize(5)
        .allSatisfy(
            answer ->
                answer
                    .then()
                    .spec(Problems.problem(429, "TOO_MANY_COMPANIES"))
                    .header("Retry-After", notNullValue())
                    .header("RateLimit", containsString("\"sign-ups\";r=0;"))
                    .header(
                        "RateLimit-Policy",
                        equalTo("\"sign-ups\";q=%d;w=86400".formatted(mostSignUps))));
    ada.call().get("/identity/v1/me").then().body("memberships", hasSize(4));
    person("Grace", "Hopper")
        .call()
        .body(ACME)
        .post("/identity/v1/companies")
        .then()
        .statusCode(201);
    try (var _ = ProductTime.ahead(Duration.ofHours(25))) {
      ada.call().body(ACME).post("/identity/v1/companies").then().statusCode(201);
    }
  }

  private static void signedUpToday(IdentityWorld.Person person, int used) throws SQLException {
    try (Connection admin = ServiceDatabase.admin();
        var update =
            admin.prepareStatement("update sign_up_budget set used = ? where person_id = ?")) {
      update.setInt(1, used);
      update.setObject(2, person.id());
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("CO-4 GET /me lists the memberships of the person")
  void me() {
    var world = founded();

    world
        .call()
        .get("/identity/v1/me")
        .then()
        .statusCode(200)
        .body("email", equalTo(world.founder().email()))
        .body("firstName", equalTo("Ada"))
        .body("proxy", nullValue())
        .body("memberships", hasSize(1))
        .body("memberships[0].companyId", equalTo(world.company().toString()))
        .body("memberships[0].companyName", equalTo("Acme"))
        .body("memberships[0].userId", equalTo(world.user().toString()))
        .body("memberships[0].role", equalTo("COMPANY_ADMIN"))
        .body("memberships[0].officeId", equalTo(world.office().toString()))
        .body("memberships[0].permissions", hasItems("users.manage", "company.manage"))
        .body("memberships[0].permissions", not(hasItem("proxy.access")));
  }

  @Test
  @DisplayName("CO-4 one person may own two companies")
  void twoCompanies() {
    var ada = person("Ada", "Lovelace");
    var first = founded(ada, "STANDARD");
    var second = founded(ada, "PREMIUM");

    second
        .call()
        .get("/identity/v1/me")
        .then()
        .body(
            "memberships.companyId",
            contains(first.company().toString(), second.company().toString()))
        .body("memberships[1].permissions", hasItem("proxy.access"))
        .body("nextCursor", nullValue());
    var page = second.call().get("/identity/v1/me?limit=1");
    page.then()
        .body("memberships.companyId", contains(first.company().toString()))
        .header("Link", containsString("rel=\"next\""));
    second
        .call()
        .queryParam("limit", 1)
        .queryParam("cursor", page.<String>path("nextCursor"))
        .get("/identity/v1/me")
        .then()
        .body("memberships.companyId", contains(second.company().toString()))
        .body("nextCursor", nullValue());
  }

  @Test
  @DisplayName("CO-1 everything that is wrong with a sign-up is said at once")
  void invalid() {
    var ada = person("Ada", "Lovelace");

    ada.call()
        .body(
            Map.of(
                "name", " ",
                "country", "XX",
                "timeZone", "Mars/Olympus",
                "billingEmail", "nobody",
                "edition", "GOLD"))
        .post("/identity/v1/companies")
        .then()
        .spec(Problems.invalid("/name"))
        .body(
            "violations.pointer",
            containsInAnyOrder("/name", "/country", "/timeZone", "/billingEmail", "/edition"));
  }

  @ParameterizedTest
  @CsvSource({
    "name,WIN 500 USD https://evil.example",
    "name,\u2800",
    "name,a\u2028b",
    "timeZone,SystemV/EST5",
    "timeZone,UTC+1",
    "billingEmail,jörg@acme.test"
  })
  @DisplayName("CO-6 a company's name, zone and address follow the rules, when made and changed")
  void texts(String field, String value) {
    var world = founded();
    var body = new HashMap<String, Object>(ACME);
    body.put(field, value);

    world
        .call()
        .body(body)
        .post("/identity/v1/companies")
        .then()
        .spec(Problems.invalid("/" + field));
    world
        .call()
        .body(Map.of(field, value))
        .patch(world.path(""))
        .then()
        .spec(Problems.invalid("/" + field));
  }

  @Test
  @DisplayName("CO-6 a name may hold any other sign, 120 characters of them, and is kept in NFC")
  void anySign() {
    var world = founded();

    for (String name : List.of("Ann (Sales) & Co.", "😀".repeat(120))) {
      world
          .call()
          .body(Map.of("name", name))
          .patch(world.path(""))
          .then()
          .body("name", equalTo(name));
    }
    world
        .call()
        .body(Map.of("name", "Cafe\u0301", "billingEmail", "Pay@xn--bcher-kva.test"))
        .patch(world.path(""))
        .then()
        .statusCode(200)
        .body("name", equalTo("Caf\u00e9"))
        .body("billingEmail", equalTo("Pay@bücher.test"));
  }

  @Test
  @DisplayName("CO-6 a founder's name with a web address in it is kept without")
  void founderWithLink() {
    var ada = person("see ｗｗｗ．evil.example", "Lovelace", address("ada"), true);
    var world = founded(ada, "STANDARD");

    world
        .call()
        .get(world.path("/users"))
        .then()
        .body("items.firstName", contains("see www evil.example"));
  }

  @Test
  @DisplayName("CO-1 the same Idempotency-Key signs up once")
  void idempotent() {
    var ada = person("Ada", "Lovelace");

    var first =
        ada.call().header("Idempotency-Key", "once").body(ACME).post("/identity/v1/companies");
    var second =
        ada.call().header("Idempotency-Key", "once").body(ACME).post("/identity/v1/companies");

    second.then().statusCode(201).header("Idempotent-Replayed", "true");
    assertThat(second.<String>path("id")).isEqualTo(first.path("id"));
    ada.call().get("/identity/v1/me").then().body("memberships", hasSize(1));
  }

  @Test
  @DisplayName("CO-4 repeating a sign-up shows the company to members only")
  void idempotentForMembers() {
    var ada = person("Ada", "Lovelace");
    String token = ada.token();
    var first =
        IdentityWorld.as(token)
            .header("Idempotency-Key", "mine")
            .body(ACME)
            .post("/identity/v1/companies");
    var world =
        new IdentityWorld.Founded(
            UUID.fromString(first.path("id")),
            UUID.fromString(
                IdentityWorld.as(token)
                    .get("/identity/v1/companies/" + first.path("id") + "/offices")
                    .path("items[0].id")),
            UUID.fromString(first.path("founderUserId")),
            ada,
            token);
    var grace = IdentityWorld.joined(world, "Grace", "Hopper", "COMPANY_ADMIN");
    grace.person().call().delete(world.path("/users/" + world.user())).then().statusCode(204);

    IdentityWorld.as(token)
        .header("Idempotency-Key", "mine")
        .body(ACME)
        .post("/identity/v1/companies")
        .then()
        .spec(Problems.problem(404, "NOT_FOUND"));
  }

  @Test
  @DisplayName("CO-1 nobody signs up without being signed in")
  void anonymous() {
    given()
        .contentType("application/json")
        .body(ACME)
        .post("/identity/v1/companies")
        .then()
        .statusCode(401);
  }

  @Test
  @DisplayName("CO-4 to a stranger every path of a company is 404, like an unknown one")
  void stranger() {
    var world = founded();
    var stranger = person("Grace", "Hopper");
    String token = stranger.token();

    for (String path :
        List.of(
            "",
            "/offices",
            "/offices/" + world.office(),
            "/users",
            "/users/" + world.user(),
            "/users?tab=deleted")) {
      for (UUID company : List.of(world.company(), UUID.randomUUID())) {
        IdentityWorld.as(token)
            .get("/identity/v1/companies/" + company + path)
            .then()
            .spec(Problems.problem(404, "NOT_FOUND"));
      }
    }
    IdentityWorld.as(token)
        .body(Map.of("name", "Mine"))
        .patch(world.path(""))
        .then()
        .statusCode(404);
    IdentityWorld.as(token).delete(world.path("/users/" + world.user())).then().statusCode(404);
  }

  @Test
  @DisplayName("CO-2 settings are changed with a fitting ETag, and told")
  void settings() {
    var world = founded();

    world
        .call()
        .header("If-Match", "\"1\"")
        .body(
            Map.of(
                "name",
                "Acme Corp",
                "timeZone",
                "Europe/Berlin",
                "enabledProducts",
                List.of("VOICE", "MESSAGING", "MEETINGS", "FAX"),
                "invitationPolicy",
                Map.of("managerInviteCeiling", "NONE", "linkLifetime", "PT48H")))
        .patch(world.path(""))
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("name", equalTo("Acme Corp"))
        .body("timeZone", equalTo("Europe/Berlin"))
        .body("enabledProducts", hasItem("FAX"))
        .body("invitationPolicy.managerInviteCeiling", equalTo("NONE"))
        .body("invitationPolicy.linkLifetime", equalTo("PT48H"))
        .body("updatedAt", notNullValue());

    world
        .call()
        .header("If-Match", "\"1\"")
        .body(Map.of("name", "Late"))
        .patch(world.path(""))
        .then()
        .spec(Problems.problem(412, "STALE_VERSION"));
    assertThat(OutboxRows.await(world.company(), "rollcall.company.updated.v1").aggregateVersion())
        .isEqualTo(2);
  }

  @Test
  @DisplayName("USR-13 a product that users have is not disabled under them")
  void productInUse() {
    var world = founded();

    world
        .call()
        .body(Map.of("enabledProducts", List.of("MESSAGING", "MEETINGS")))
        .patch(world.path(""))
        .then()
        .spec(Problems.problem(409, "PRODUCT_IN_USE"))
        .body("product", equalTo("VOICE"))
        .body("users", equalTo(1));
  }

  @Test
  @DisplayName("CO-2 a change that changes nothing is no event and no new version")
  void nothingChanged() {
    var world = founded();

    world
        .call()
        .body(Map.of("name", "Acme"))
        .patch(world.path(""))
        .then()
        .statusCode(200)
        .header("ETag", "\"1\"");

    assertThat(OutboxRows.typesOf(world.company())).doesNotContain("rollcall.company.updated.v1");
  }

  @Test
  @DisplayName(
      "CO-5 identity shows the subscription that billing tells of, and follows its edition")
  void subscription() {
    var world = founded();

    Events.send(
        "rollcall.subscription.v1",
        world.company().toString(),
        "rollcall.subscription.started.v1",
        world.company(),
        1,
        """
        {"companyId": "%s", "edition": "ADVANCED", "status": "ACTIVE", "catalogueVersion": 1,
         "currency": "USD", "anchorDay": 11, "timeZone": "America/New_York",
         "entitlements": {"talkLicenses": 3, "freeLocalNumbers": 3},
         "startedAt": "2026-03-11T09:00:00Z"}
        """
            .formatted(world.company()));

    Eventually.holds(
        () ->
            world
                .call()
                .get(world.path(""))
                .then()
                .body("subscriptionStatus", equalTo("ACTIVE"))
                .body("edition", equalTo("ADVANCED")));
    world
        .call()
        .get("/identity/v1/me")
        .then()
        .body("memberships[0].permissions", hasItem("proxy.access"));
    assertThat(OutboxRows.typesOf(world.company()))
        .endsWith("rollcall.company.updated.v1", "rollcall.user.updated.v1");
  }

  @Test
  @DisplayName(
      "USR-1 a change of edition tells every user whose grants change, and no others, batch by"
          + " batch")
  void editionOfManyUsers() {
    var world = founded();
    String members =
        """
        insert into member (company_id, user_id, person_id, first_name, last_name, email, email_key,
          sort_name, role, office_id, admin_office_ids, products, granted, status, founder,
          joined_at, updated_at, version)
        select ?, gen_random_uuid(), gen_random_uuid(), 'Bob', 'Stone', ? || n || '@acme.test',
          ? || n || '@acme.test', 'stone bob', ?, ?, '{}', '{VOICE}', array[?], 'ACTIVE', false,
          now(), now(), 1
        from generate_series(1, ?) n
        returning 'made'
        """;
    ServiceDatabase.value(
        members, world.company(), "a", "a", "MANAGER", world.office(), "PROXY_ACCESS", 230);
    ServiceDatabase.value(
        members, world.company(), "b", "b", "MANAGER", world.office(), "ANALYTICS_CHARTS", 20);

    Events.send(
        "rollcall.subscription.v1",
        world.company().toString(),
        "rollcall.subscription.started.v1",
        world.company(),
        1,
        """
        {"companyId": "%s", "edition": "PREMIUM", "status": "ACTIVE", "catalogueVersion": 1,
         "currency": "USD", "anchorDay": 11, "timeZone": "America/New_York",
         "entitlements": {"talkLicenses": 3, "freeLocalNumbers": 3},
         "startedAt": "2026-03-11T09:00:00Z"}
        """
            .formatted(world.company()));

    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        """
                        select count(distinct aggregate_id) from outbox
                        where company_id = ? and type = 'rollcall.user.updated.v1'
                        """,
                        world.company()))
                .contains("231"));
    assertThat(
            ServiceDatabase.value(
                "select count(*) from job where company_id = ? and kind = 'company.tell-grants'",
                world.company()))
        .contains("0");
    assertThat(
            ServiceDatabase.value(
                "select max(version) from member where company_id = ?", world.company()))
        .contains("2");
  }
}
