package dev.rollcall.numbering;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollcall.platform.test.Contracts;
import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.OutboxRows.OutboxRow;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import dev.rollcall.platform.test.TestTokens;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What has drifted is healed by the owner's current state under a new version. */
@RollcallTest(service = "numbering")
class ResyncTest {

  private static final String RESYNCED = "rollcall.user.resynced.v1";

  @Test
  @DisplayName("X-3 a number that a deleted user still has waits for them after user.resynced")
  void numberOfDeleted() throws Exception {
    var world = NumberingWorld.open();
    Member bob = world.user();
    String e164 = assigned(world, bob);
    Member deleted = bob.deleted();
    world.awaitState(e164, "HELD_FOR_RESTORE");
    drift(
        "update phone_number set state = 'ASSIGNED', user_id = '%s' where e164 = '%s'"
            .formatted(bob.userId(), e164));

    resynced(world, deleted, Contracts.example(RESYNCED));

    world.awaitState(e164, "HELD_FOR_RESTORE");
  }

  @Test
  @DisplayName("X-3 a number that waits for somebody who is active is theirs after user.resynced")
  void heldForActive() throws Exception {
    var world = NumberingWorld.open();
    Member bob = world.user();
    String e164 = assigned(world, bob);
    drift(
        """
        update phone_number
        set state = 'HELD_FOR_RESTORE', last_user_id = user_id, user_id = null where e164 = '%s'
        """
            .formatted(e164));

    resynced(world, bob, Contracts.example("rollcall.user.updated.v1"));

    world.awaitState(e164, "ASSIGNED");
    assertThat(ServiceDatabase.value("select user_id from phone_number where e164 = ?", e164))
        .contains(bob.userId().toString());
  }

  @Test
  @DisplayName("X-2 an old state that is read again into an empty view moves no number")
  void oldStateAgain() throws Exception {
    var world = NumberingWorld.open();
    Member bob = world.user();
    String e164 = assigned(world, bob);
    bob.deleted();
    world.awaitState(e164, "HELD_FOR_RESTORE");
    String version = version(e164);
    drift("delete from user_view where user_id = '%s'".formatted(bob.userId()));

    told(world, bob, bob.version(), Contracts.example("rollcall.user.joined.v1"));

    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select active::text from user_view where user_id = ?::uuid",
                        bob.userId().toString()))
                .contains("true"));
    assertThat(version(e164)).isEqualTo(version);
    world.awaitState(e164, "HELD_FOR_RESTORE");
  }

  @Test
  @DisplayName("X-3 numbering tells what it believes of each user")
  void beliefs() {
    var world = NumberingWorld.open();
    Member bob = world.user();
    String e164 = assigned(world, bob);

    given()
        .auth()
        .oauth2(TestTokens.service("identity-drift"))
        .get(
            "/internal/companies/{company}/beliefs/users?from={user}&limit=1",
            world.company,
            bob.userId())
        .then()
        .statusCode(200)
        .body("items[0].userId", equalTo(bob.userId().toString()))
        .body("items[0].version", equalTo((int) bob.version()))
        .body("items[0].active", equalTo(true))
        .body("items[0].assigned", contains(e164));
  }

  @Test
  @DisplayName("X-3 numbering tells which purchases wait for billing, and asks again when told so")
  void purchases() {
    var world = NumberingWorld.open();
    String e164 = world.available("LOCAL");
    world.requestPurchase(world.hold(e164).path("id")).then().statusCode(202);
    OutboxRow request = world.purchaseRequested(e164);
    String purchase = NumberingWorld.processId(request).toString();
    waiting(world).body("items.purchaseId", contains(purchase)).body("items.e164", contains(e164));

    asked(world, purchase, 204);

    OutboxRow again = OutboxRows.ofAggregate(e164).getLast();
    assertThat(again.type()).isEqualTo(request.type());
    assertThat(again.payload().path("again").asBoolean()).isTrue();
    assertThat(again.payload().path("attempt")).isEqualTo(request.payload().path("attempt"));
    world.grant(again);
    world.awaitState(e164, "RESERVED");
    asked(world, purchase, 204);
    asked(world, UUID.randomUUID().toString(), 404);
    waiting(world).body("items", empty());
    assertThat(world.published(e164)).hasSize(3);
  }

  private static ValidatableResponse waiting(NumberingWorld world) {
    return given()
        .auth()
        .oauth2(TestTokens.service("identity-drift"))
        .get("/internal/companies/{company}/beliefs/purchases", world.company)
        .then()
        .statusCode(200);
  }

  private static void asked(NumberingWorld world, String purchase, int status) {
    given()
        .auth()
        .oauth2(TestTokens.service("identity-drift"))
        .post("/internal/companies/{company}/purchases/{id}/resync", world.company, purchase)
        .then()
        .statusCode(status);
  }

  private static String assigned(NumberingWorld world, Member member) {
    String e164 = world.bought("LOCAL");
    world
        .asAdmin()
        .body(Map.of("userId", member.userId()))
        .put("/numbers/{e164}/assignment", e164)
        .then()
        .statusCode(200);
    return e164;
  }

  private static String version(String e164) {
    return ServiceDatabase.value("select version::text from phone_number where e164 = ?", e164)
        .orElseThrow();
  }

  private static void resynced(NumberingWorld world, Member member, String example)
      throws JsonProcessingException {
    told(world, member, member.version() + 1, example);
  }

  private static void told(NumberingWorld world, Member member, long version, String example)
      throws JsonProcessingException {
    ObjectNode state = (ObjectNode) new ObjectMapper().readTree(example);
    state.put("userId", member.userId().toString());
    state.put("companyId", world.company.toString());
    state.put("personId", member.personId().toString());
    state.put("officeId", world.office.toString());
    Events.send(
        "rollcall.user.v1", member.userId().toString(), RESYNCED, world.company, version, state);
  }

  private static void drift(String sql) throws SQLException {
    try (Connection admin = ServiceDatabase.admin();
        Statement statement = admin.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }
}
