package dev.rollcall.numbering;

import static dev.rollcall.platform.test.Problems.invalid;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.rollcall.platform.test.Contracts;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.RollcallTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "numbering")
class AssigningTest {

  @Test
  @DisplayName("NUM-6 a number of the pool is assigned to a user; repeated, nothing happens twice")
  void assign() {
    var world = NumberingWorld.open();
    Member bob = world.user();
    String e164 = world.bought("LOCAL");

    assign(world, e164, bob)
        .then()
        .statusCode(200)
        .body("state", equalTo("ASSIGNED"))
        .body("assignee.userId", equalTo(bob.userId().toString()));
    assign(world, e164, bob).then().statusCode(200);

    assertThat(world.published(e164)).filteredOn(type -> type.contains("assigned")).hasSize(1);
    world.asAdmin().get("/reserved-numbers").then().body("items", empty());
    world.as(bob).get("/numbers").then().statusCode(200).body("items.e164", contains(e164));
  }

  @Test
  @DisplayName("NUM-4 taken back, the pool shows type, last user, last office and since when")
  void takenBack() {
    var world = NumberingWorld.open();
    Member bob = world.user();
    String e164 = world.bought("LOCAL");
    assign(world, e164, bob).then().statusCode(200);

    world.asAdmin().delete("/numbers/{e164}/assignment", e164).then().statusCode(200);

    world
        .asAdmin()
        .get("/reserved-numbers")
        .then()
        .body("items[0].e164", equalTo(e164))
        .body("items[0].type", equalTo("LOCAL"))
        .body("items[0].lastUser.id", equalTo(bob.userId().toString()))
        .body("items[0].lastUser.name", equalTo("Bob Stone"))
        .body("items[0].lastOffice.name", equalTo("Head office"))
        .body("items[0].unassignedAt", notNullValue());
  }

  @Test
  @DisplayName(
      "USR-4 NUM-3 a deleted user's numbers are held for their return, listed, not reassignable")
  void userDeleted() {
    var world = NumberingWorld.open();
    Member bob = world.user();
    Member ann = world.user();
    String e164 = world.bought("LOCAL");
    assign(world, e164, bob).then().statusCode(200);

    bob.deleted();
    world.awaitState(e164, "HELD_FOR_RESTORE");

    assign(world, e164, ann).then().spec(problem(409, "HELD_FOR_RESTORE"));
    world
        .asAdmin()
        .get("/reserved-numbers")
        .then()
        .body("items[0].state", equalTo("HELD_FOR_RESTORE"))
        .body("items[0].lastUser.name", equalTo("Bob Stone"));
    var held = OutboxRows.await(world.company, "rollcall.number.held-for-restore.v1");
    Contracts.validate(held.type(), held.payload());
    assertThat(world.published(e164)).endsWith("rollcall.number.held-for-restore.v1");
  }

  @Test
  @DisplayName("NUM-3 a step that the product does not have is refused, naming both states")
  void illegal() {
    var world = NumberingWorld.open();
    Member bob = world.user();
    Member ann = world.user();
    String e164 = world.bought("LOCAL");
    assign(world, e164, bob).then().statusCode(200);

    assign(world, e164, ann)
        .then()
        .spec(problem(409, "ILLEGAL_TRANSITION"))
        .body("from", equalTo("ASSIGNED"))
        .body("to", equalTo("ASSIGNED"));
  }

  @Test
  @DisplayName(
      "NUM-6 another company's number is 404; a user nobody has told of is not guessed at while identity is away")
  void foreign() {
    var world = NumberingWorld.open();
    var other = NumberingWorld.open();
    String e164 = world.bought("LOCAL");

    other.asAdmin().get("/numbers/{e164}", e164).then().spec(problem(404, "NOT_FOUND"));
    assign(other, e164, other.user()).then().spec(problem(404, "NOT_FOUND"));
    world
        .asAdmin()
        .body(Map.of("userId", UUID.randomUUID()))
        .put("/numbers/{e164}/assignment", e164)
        .then()
        .spec(problem(503, "IDENTITY_UNAVAILABLE"));
  }

  @Test
  @DisplayName(
      "NUM-6 a user whose office nobody has told of is not refused: identity is asked for the office")
  void unknownOffice() {
    var world = NumberingWorld.open();
    Member ann = world.heardOf(Members.user(world.company, "numbers.read"));
    String e164 = world.bought("LOCAL");

    assign(world, e164, ann).then().spec(problem(503, "IDENTITY_UNAVAILABLE"));
  }

  @Test
  @DisplayName("API a stale If-Match is refused")
  void stale() {
    var world = NumberingWorld.open();
    Member bob = world.user();
    String e164 = world.bought("LOCAL");
    String etag = world.asAdmin().get("/numbers/{e164}", e164).header("ETag");
    assign(world, e164, bob).then().statusCode(200);

    world
        .asAdmin()
        .header("If-Match", etag)
        .delete("/numbers/{e164}/assignment", e164)
        .then()
        .spec(problem(412, "STALE_VERSION"));
  }

  @Test
  @DisplayName("USR-1 a plain user manages no numbers and reads their own only")
  void plainUser() {
    var world = NumberingWorld.open();
    Member bob = world.user();
    String e164 = world.bought("LOCAL");

    assign(world.as(bob), e164, bob).then().spec(problem(403, "FORBIDDEN"));
    world.as(bob).get("/numbers").then().statusCode(200).body("items", empty());
    world.as(bob).get("/numbers/{e164}", e164).then().spec(problem(404, "NOT_FOUND"));
    world.as(bob).get("/reserved-numbers").then().spec(problem(403, "FORBIDDEN"));
  }

  @Test
  @DisplayName("API broken query parameters are named")
  void brokenQuery() {
    var world = NumberingWorld.open();

    world.asAdmin().queryParam("state", "LOST").get("/numbers").then().spec(invalid("/?state"));
  }

  private static Response assign(NumberingWorld world, String e164, Member member) {
    return assign(world.asAdmin(), e164, member);
  }

  private static Response assign(
      io.restassured.specification.RequestSpecification caller, String e164, Member member) {
    return caller.body(Map.of("userId", member.userId())).put("/numbers/{e164}/assignment", e164);
  }
}
