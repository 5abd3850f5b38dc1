package dev.rollcall.identity;

import static dev.rollcall.identity.IdentityWorld.founded;
import static dev.rollcall.identity.IdentityWorld.joined;
import static dev.rollcall.identity.IdentityWorld.office;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.rollcall.platform.test.Catalogue;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.Problems;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RollcallTest(service = "identity", keycloak = true)
@WithTestResource(OtherServices.class)
class OfficesTest {

  @Test
  @DisplayName("CO-3 an office opens on the head office's price level, changes, and is deleted")
  void life() throws Exception {
    var world = founded();
    UUID berlin =
        UUID.fromString(
            world
                .call()
                .body(Map.of("name", "Berlin", "country", "DE", "timeZone", "Europe/Berlin"))
                .post(world.path("/offices"))
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("priceLevel", equalTo("US"))
                .body("headOffice", equalTo(false))
                .extract()
                .path("id"));
    String path = world.path("/offices/" + berlin);

    world
        .call()
        .header("If-Match", "\"1\"")
        .body(Map.of("name", "Berlin Mitte"))
        .patch(path)
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("name", equalTo("Berlin Mitte"))
        .body("timeZone", equalTo("Europe/Berlin"));
    world
        .call()
        .header("If-Match", "\"1\"")
        .delete(path)
        .then()
        .spec(Problems.problem(412, "STALE_VERSION"));
    var owners = new ClosingOwners(world, berlin);
    owners.delete(owners::grant).then().statusCode(204);

    world.call().get(path).then().statusCode(200).body("status", equalTo("DELETED"));
    world.call().delete(path).then().spec(Problems.problem(404, "NOT_FOUND"));
    world
        .call()
        .get(world.path("/offices"))
        .then()
        .body("items.id", contains(world.office().toString()));
    assertThat(OutboxRows.ofAggregate(world.company().toString()))
        .extracting(OutboxRows.OutboxRow::aggregateVersion)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  @DisplayName("CO-3 an office with users, and the head office, are not deleted")
  void inUse() {
    var world = founded();
    UUID berlin = office(world, "Berlin");
    joined(world, "Bob", "Stone", "USER", berlin);

    world
        .call()
        .delete(world.path("/offices/" + berlin))
        .then()
        .spec(Problems.problem(409, "OFFICE_IN_USE"))
        .body("users", equalTo(1));
    world
        .call()
        .delete(world.path("/offices/" + world.office()))
        .then()
        .spec(Problems.problem(409, "HEAD_OFFICE"));
  }

  @Test
  @DisplayName("CO-3 an office that an owner has something in is open again, and that is named")
  void refusedByOwners() throws Exception {
    var world = founded();
    UUID berlin = office(world, "Berlin");
    var owners = new ClosingOwners(world, berlin);

    owners
        .delete(() -> owners.refuse(2, 1, 3))
        .then()
        .spec(Problems.problem(409, "OFFICE_IN_USE"))
        .body("users", equalTo(0))
        .body("licenses", equalTo(2))
        .body("pendingInvitations", equalTo(1))
        .body("numbers", equalTo(3));

    world
        .call()
        .get(world.path("/offices/" + berlin))
        .then()
        .header("ETag", "\"3\"")
        .body("status", equalTo("OPEN"));
    owners.begin().then().statusCode(202);
  }

  @Test
  @DisplayName("CO-3 whoever doesn't wait follows the operation, which says how it ended")
  void operation() {
    var world = founded();
    UUID berlin = office(world, "Berlin");
    var owners = new ClosingOwners(world, berlin);
    Response begun = owners.begin();
    begun
        .then()
        .statusCode(202)
        .body("kind", equalTo("OFFICE_CLOSING"))
        .body("status", equalTo("RUNNING"));
    world.call().get(world.path("/offices/" + berlin)).then().body("status", equalTo("CLOSING"));

    owners.refuse(1, 0, 0);

    Eventually.holds(
        () ->
            world
                .call()
                .get(begun.header("Location"))
                .then()
                .statusCode(200)
                .body("status", equalTo("FAILED"))
                .body("results[0].subject", equalTo(berlin.toString()))
                .body("results[0].outcome", equalTo("REFUSED"))
                .body("results[0].problem.code", equalTo("OFFICE_IN_USE"))
                .body("result.licenses", equalTo(1)));
  }

  @Test
  @DisplayName("CO-3 nothing new comes into an office that closes, and it closes once at a time")
  void closing() {
    var world = founded();
    UUID berlin = office(world, "Berlin");
    var owners = new ClosingOwners(world, berlin);
    owners.begin().then().statusCode(202);

    owners.begin().then().spec(Problems.problem(409, "OFFICE_CLOSING"));
    world
        .call()
        .body(Map.of("name", "Berlin Mitte"))
        .patch(world.path("/offices/" + berlin))
        .then()
        .spec(Problems.problem(409, "OFFICE_CLOSING"));
    var offer = IdentityWorld.offer(world, IdentityWorld.address("bob"), "USER");
    offer.put("officeId", berlin);
    UUID join = UUID.randomUUID();
    IdentityWorld.join(join, offer).then().spec(Problems.problem(409, "OFFICE_CLOSING"));

    owners.refuse(1, 0, 0);
    Eventually.holds(() -> IdentityWorld.join(join, offer).then().statusCode(200));
  }

  @Test
  @DisplayName(
      "X-1 who doesn't answer is asked again; the answers to the first attempt are too late")
  void askedAgain() {
    var world = founded();
    UUID berlin = office(world, "Berlin");
    var owners = new ClosingOwners(world, berlin);
    owners.begin().then().statusCode(202);
    ClosingOwners.Question first = owners.asked(1);
    owners.seats(first, "granted", "");
    ClosingOwners.Question again = owners.asked(2);
    assertThat(again.process()).isEqualTo(first.process());

    owners.numbers(first, "granted", "");
    owners.grantFrom(2);

    Eventually.holds(
        () ->
            world
                .call()
                .get(world.path("/offices/" + berlin))
                .then()
                .body("status", equalTo("DELETED")));
  }

  @Test
  @DisplayName("CO-3 what is no office is refused, field by field")
  void invalid() {
    var world = founded();

    world
        .call()
        .body(Map.of("name", "", "country", "de", "timeZone", "Berlin", "priceLevel", "x"))
        .post(world.path("/offices"))
        .then()
        .spec(Problems.invalid("/name"))
        .body(
            "violations.pointer",
            containsInAnyOrder("/name", "/country", "/timeZone", "/priceLevel"));
    world
        .call()
        .body(Map.of("country", "DE"))
        .patch(world.path("/offices/" + world.office()))
        .then()
        .spec(Problems.invalid("/country"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u3164", "Ber\u2028lin", "https://evil.example", "\u200b"})
  @DisplayName("CO-6 an office's name follows the rule for text, when it is made and changed")
  void names(String name) {
    var world = founded();

    world
        .call()
        .body(Map.of("name", name, "country", "DE", "timeZone", "Europe/Berlin"))
        .post(world.path("/offices"))
        .then()
        .spec(Problems.invalid("/name"));
    world
        .call()
        .body(Map.of("name", name))
        .patch(world.path("/offices/" + world.office()))
        .then()
        .spec(Problems.invalid("/name"));
  }

  @Test
  @DisplayName("CO-2 an office's zone is of the tz database, when it is made and changed")
  void zones() {
    var world = founded();

    world
        .call()
        .body(Map.of("name", "Berlin", "country", "DE", "timeZone", "SystemV/EST5"))
        .post(world.path("/offices"))
        .then()
        .spec(Problems.invalid("/timeZone"));
    world
        .call()
        .body(Map.of("timeZone", "UTC+1"))
        .patch(world.path("/offices/" + world.office()))
        .then()
        .spec(Problems.invalid("/timeZone"));
  }

  @Test
  @DisplayName("CO-3 offices come page by page")
  void paging() {
    var world = founded();
    office(world, "Berlin");
    office(world, "Paris");

    String cursor =
        world
            .call()
            .get(world.path("/offices?limit=2"))
            .then()
            .body("items", hasSize(2))
            .extract()
            .path("nextCursor");
    world
        .call()
        .queryParam("cursor", cursor)
        .get(world.path("/offices?limit=2"))
        .then()
        .body("items.name", contains("Paris"));
  }

  @Test
  @DisplayName("CO-4 the service's own role sees no company's rows unless it says which")
  void rowLevelSecurity() throws SQLException {
    var world = founded();

    try (var app = ServiceDatabase.app();
        var statement = app.createStatement()) {
      for (String table :
          List.of(
              "company",
              "office",
              "member",
              "search_word",
              "license_view",
              "number_view",
              "pending_view",
              "subscription_view")) {
        var rows = statement.executeQuery("select count(*) from " + table);
        rows.next();
        assertThat(rows.getInt(1)).as(table).isZero();
      }
      statement.execute("select set_config('rollcall.company', '" + world.company() + "', false)");
      var rows = statement.executeQuery("select company_id from member");
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo(world.company().toString());
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  @DisplayName(
      "SEC the service's role only adds to the outbox, doesn't touch Flyway's history, and does"
          + " elsewhere what was reviewed")
  void privileges() {
    assertThat(Catalogue.unusualPrivileges())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("flyway_schema_history", "", "outbox", "insert"));
    assertThat(Catalogue.functionsOfTheOwner())
        .containsExactly("outbox_drop_beats", "outbox_forget", "outbox_purge");
  }

  @Test
  @DisplayName("ARCH Tenancy: rows are shown by company, or to a purge that is bound to none")
  void policies() {
    assertThat(Catalogue.widePolicies()).isEmpty();
  }

  @Test
  @DisplayName("CO-4 the only tables without row-level security are those that hold ids alone")
  void unscopedTables() {
    assertThat(
            ServiceDatabase.value(
                """
                select string_agg(relname, ' ' order by relname) from pg_class
                where relkind = 'r' and relnamespace = 'public'::regnamespace
                  and not relforcerowsecurity
                """))
        .contains(
            "clock clock_replica flyway_schema_history inbox job joining membership membership_parked"
                + " outbox sign_up_budget view_heartbeat");
  }
}
