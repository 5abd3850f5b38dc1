package dev.rollcall.identity;

import static dev.rollcall.identity.IdentityWorld.as;
import static dev.rollcall.identity.IdentityWorld.founded;
import static dev.rollcall.identity.IdentityWorld.joined;
import static dev.rollcall.identity.IdentityWorld.office;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.rollcall.identity.IdentityWorld.Founded;
import dev.rollcall.identity.IdentityWorld.Joined;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "identity", keycloak = true)
@WithTestResource(OtherServices.class)
class BulkActionsTest {

  private static final Duration SETTLED = Duration.ofSeconds(60);
  private static final String DELETED = "rollcall.user.deleted.v1";

  @Test
  @DisplayName("USR-8 a result per user; one that is refused stops no other")
  void resultPerUser() {
    var world = founded();
    Joined bob = joined(world, "Bob", "Stone", "USER");
    Joined eve = joined(world, "Eve", "Stone", "USER");
    UUID unknown = UUID.randomUUID();

    Response begun =
        begin(world.token(), world, "DELETE", bob.user(), world.user(), unknown, eve.user());

    begun
        .then()
        .statusCode(202)
        .header("Location", matchesPattern("/identity/v1/companies/.+/operations/.+"))
        .body("kind", equalTo("BULK_ACTION"))
        .body("total", equalTo(4));
    JsonPath done = settled(world, begun);
    assertThat(done.getString("status")).isEqualTo("DONE");
    assertThat(done.getInt("done")).isEqualTo(4);
    assertThat(done.getInt("failed")).isEqualTo(2);
    assertThat(done.<String>getList("results.subject"))
        .containsExactly(texts(bob.user(), unknown, eve.user(), world.user()));
    assertThat(done.<String>getList("results.outcome"))
        .containsExactly("DONE", "REFUSED", "DONE", "REFUSED");
    assertThat(done.getString("results[1].problem.code")).isEqualTo("NOT_FOUND");
    assertThat(done.getString("results[3].problem.code")).isEqualTo("LAST_ADMIN");
    world.call().get(world.path("/users/" + eve.user())).then().body("status", equalTo("DELETED"));
  }

  @Test
  @DisplayName("USR-8 granting and taking away, each in bulk, is what the users then have")
  void grants() {
    var world = founded();
    Joined bob = joined(world, "Bob", "Stone", "MANAGER");

    settled(world, begin(world.token(), world, "GRANT_ANALYTICS", bob.user()));
    assertThat(user(world, bob).<String>getList("permissions")).contains("analytics.charts");
    settled(world, begin(world.token(), world, "REVOKE_ANALYTICS", bob.user()));
    assertThat(user(world, bob).<String>getList("permissions")).doesNotContain("analytics.charts");
    settled(world, begin(world.token(), world, "GRANT_ADMIN", bob.user()));
    assertThat(user(world, bob).getString("role")).isEqualTo("COMPANY_ADMIN");
    settled(world, begin(world.token(), world, "REVOKE_ADMIN", bob.user()));
    assertThat(user(world, bob).getString("role")).isEqualTo("USER");
  }

  @Test
  @DisplayName("USR-1 an office admin deletes in bulk in the own offices only")
  void ownOffices() {
    var world = founded();
    UUID elsewhere = office(world, "Chicago");
    Joined admin = joined(world, "Olga", "Stone", "OFFICE_ADMIN");
    Joined near = joined(world, "Bob", "Stone", "USER");
    Joined far = joined(world, "Eve", "Stone", "USER", elsewhere);
    String token = admin.person().token();

    Response begun = begin(token, world, "DELETE", near.user(), far.user());

    String operation = begun.then().statusCode(202).extract().path("id");
    JsonPath done = settled(token, world, operation);
    assertThat(done.<String>getList("results.outcome")).containsExactly("DONE", "REFUSED");
    assertThat(done.getString("results[1].problem.code")).isEqualTo("OUTSIDE_OWN_OFFICES");
    begin(far.person().token(), world, "DELETE", near.user())
        .then()
        .spec(problem(403, "FORBIDDEN"));
  }

  @Test
  @DisplayName("USR-7 two admins who take each other's role in bulk at once: one stays")
  void lastAdminStays() {
    var world = founded();
    Joined bob = joined(world, "Bob", "Stone", "COMPANY_ADMIN");
    String bobsToken = bob.person().token();
    UUID[] both = {bob.user(), world.user()};

    List<Response> begun =
        Stream.of(world.token(), bobsToken)
            .map(
                token ->
                    CompletableFuture.supplyAsync(() -> begin(token, world, "REVOKE_ADMIN", both)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    begun.forEach(answer -> answer.then().statusCode(202));
    settled(world.token(), world, begun.getFirst().path("id"));
    settled(bobsToken, world, begun.getLast().path("id"));
    assertThat(
            Stream.of(world.user(), bob.user())
                .map(id -> world.call().get(world.path("/users/" + id)).<String>path("role")))
        .containsExactlyInAnyOrder("COMPANY_ADMIN", "USER");
  }

  @Test
  @DisplayName("USR-8 X-1 broken off in the middle, it goes on, and nobody is done twice")
  void resumed() throws SQLException {
    var world = founded();
    Joined bob = joined(world, "Bob", "Stone", "USER");
    Joined eve = joined(world, "Eve", "Stone", "USER");
    Response begun;
    try (HeldCompany held = HeldCompany.of(world.company())) {
      begun = begin(world.token(), world, "DELETE", bob.user(), eve.user());
      Eventually.holds(() -> assertThat(broken()).isPositive());
      held.letGo();
    }

    JsonPath done = settled(world, begun);

    assertThat(done.<String>getList("results.outcome")).containsExactly("DONE", "DONE");
    assertThat(OutboxRows.typesOf(world.company()).stream().filter(DELETED::equals)).hasSize(2);
  }

  @Test
  @DisplayName("USR-8 X-1 an outage gives no user up, nor does the first failure after it")
  void outage() throws SQLException {
    var world = founded();
    Joined bob = joined(world, "Bob", "Stone", "USER");
    Response begun;
    try (HeldCompany held = HeldCompany.of(world.company())) {
      begun = begin(world.token(), world, "DELETE", bob.user());
      Eventually.holds(() -> assertThat(held.waiting()).isPositive());
      afterAnOutageOf(5, world);
      Eventually.holds(
          SETTLED,
          () -> {
            cancelled();
            assertThat(attempts(world)).isGreaterThan(5);
          });
      held.letGo();
    }

    assertThat(settled(world, begun).<String>getList("results.outcome")).containsExactly("DONE");
  }

  @Test
  @DisplayName("USR-8 a user who fails alone again and again is given up, and stops no other")
  void givenUp() throws SQLException {
    var world = founded();
    Joined bob = joined(world, "Bob", "Stone", "USER");
    try (HeldCompany held = HeldCompany.of(world.company())) {
      Response begun = begin(world.token(), world, "DELETE", bob.user());
      String operation = world.path("/operations/" + begun.<String>path("id"));

      Eventually.holds(
          SETTLED,
          () -> {
            cancelled();
            world.call().get(operation).then().body("status", not(equalTo("RUNNING")));
          });

      assertThat(settled(world, begun).<String>getList("results.outcome"))
          .containsExactly("FAILED");
      held.letGo();
    }
  }

  @Test
  @DisplayName("USR-8 a repeated call with its key is the same operation")
  void repeated() {
    var world = founded();
    Joined bob = joined(world, "Bob", "Stone", "USER");
    Map<String, Object> body = body("GRANT_ANALYTICS", bob.user());
    String key = UUID.randomUUID().toString();

    Response first = keyed(world, key, body);
    Response second = keyed(world, key, body);

    assertThat(second.<String>path("id")).isEqualTo(first.path("id"));
    second.then().header("Idempotent-Replayed", "true");
  }

  @Test
  @DisplayName("USR-8 1,001 users, none, or an unknown action: 422, and nothing is done")
  void invalid() {
    var world = founded();

    world
        .call()
        .body(Map.of("action", "DELETE", "userIds", Collections.nCopies(1001, UUID.randomUUID())))
        .post(world.path("/bulk-actions"))
        .then()
        .spec(problem(422, "VALIDATION_FAILED"))
        .body("violations[0].pointer", equalTo("/userIds"));
    begin(world.token(), world, "DELETE").then().spec(problem(422, "VALIDATION_FAILED"));
    begin(world.token(), world, "EXPLODE", world.user())
        .then()
        .spec(problem(422, "VALIDATION_FAILED"))
        .body("violations[0].pointer", equalTo("/action"));
  }

  private static Response begin(String token, Founded world, String action, UUID... users) {
    return as(token).body(body(action, users)).post(world.path("/bulk-actions"));
  }

  private static Response keyed(Founded world, String key, Map<String, Object> body) {
    return world
        .call()
        .header("Idempotency-Key", key)
        .header("Prefer", "wait=10")
        .body(body)
        .post(world.path("/bulk-actions"));
  }

  private static Map<String, Object> body(String action, UUID... users) {
    return Map.of("action", action, "userIds", List.of(users));
  }

  private static JsonPath user(Founded world, Joined joined) {
    return world.call().get(world.path("/users/" + joined.user())).jsonPath();
  }

  private static JsonPath settled(Founded world, Response begun) {
    return settled(world.token(), world, begun.then().statusCode(202).extract().path("id"));
  }

  private static JsonPath settled(String token, Founded world, String operation) {
    String path = world.path("/operations/" + operation);
    Eventually.holds(
        SETTLED,
        () -> as(token).get(path).then().statusCode(200).body("status", not(equalTo("RUNNING"))));
    return as(token).get(path).jsonPath();
  }

  /** Ends the connections that wait for a lock, as a crash does; how many. */
  private static int broken() {
    return waiting("pg_terminate_backend");
  }

  /** Ends the statements that wait for a lock, which is no outage; how many. */
  private static int cancelled() {
    return waiting("pg_cancel_backend");
  }

  /** So many attempts have failed since the database was away; real ones take minutes. */
  private static void afterAnOutageOf(int attempts, Founded world) throws SQLException {
    try (var connection = ServiceDatabase.admin();
        var failed =
            connection.prepareStatement(
                "update job set attempts = ? where kind = 'user.bulk-action' and company_id = ?")) {
      failed.setInt(1, attempts);
      failed.setObject(2, world.company());
      failed.executeUpdate();
    }
  }

  private static int attempts(Founded world) {
    return ServiceDatabase.value(
            "select attempts from job where kind = 'user.bulk-action' and company_id = ?",
            world.company())
        .map(Integer::parseInt)
        .orElse(0);
  }

  private static int waiting(String signal) {
    try (var connection = ServiceDatabase.admin();
        var signalling =
            connection.prepareStatement(
                "select count("
                    + signal
                    + """
                    (pid)) from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock'
                    """);
        var signalled = signalling.executeQuery()) {
      signalled.next();
      return signalled.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String[] texts(UUID... ids) {
    return Stream.of(ids).map(UUID::toString).toArray(String[]::new);
  }
}
