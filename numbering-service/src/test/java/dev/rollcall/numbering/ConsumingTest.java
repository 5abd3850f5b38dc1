package dev.rollcall.numbering;

import static org.hamcrest.Matchers.equalTo;

import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.RollcallTest;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "numbering")
class ConsumingTest {

  @Test
  @DisplayName(
      "NUM-1 a TALK license entitles its user to one local number; an older state changes nothing")
  void entitlement() {
    var world = NumberingWorld.open();
    Member bob = world.user();
    UUID license = UUID.randomUUID();

    publish(world, license, 3, "\"ASSIGNED\"", "{\"userId\": \"" + bob.userId() + "\"}");
    awaitEntitlement(world, bob, 1);
    publish(world, license, 2, "\"FREE\"", "null");
    publish(world, UUID.randomUUID(), 1, "\"ASSIGNED\"", "{\"userId\": \"" + bob.userId() + "\"}");

    awaitEntitlement(world, bob, 2);
  }

  private static void publish(
      NumberingWorld world, UUID license, long version, String state, String holder) {
    Events.send(
        "rollcall.license.v1",
        license.toString(),
        "rollcall.license.assigned.v1",
        world.company,
        version,
        """
        {"licenseId": "%s", "companyId": "%s", "officeId": "%s", "type": "TALK", "plan": "BASIC",
         "state": %s, "origin": "SIGNUP", "holder": %s, "attempt": null,
         "createdAt": "2026-03-11T09:00:00Z"}
        """
            .formatted(license, world.company, world.office, state, holder));
  }

  private static void awaitEntitlement(NumberingWorld world, Member user, int numbers) {
    Eventually.holds(
        () ->
            world
                .asAdmin()
                .get("/users/{id}/entitlement", user.userId())
                .then()
                .statusCode(200)
                .body("freeLocalNumbers", equalTo(numbers)));
  }
}
