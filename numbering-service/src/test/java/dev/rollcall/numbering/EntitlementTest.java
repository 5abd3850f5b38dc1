package dev.rollcall.numbering;

import static dev.rollcall.platform.test.Problems.problem;
import static org.hamcrest.Matchers.equalTo;

import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.RollcallTest;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "numbering")
@WithTestResource(IdentityStand.class)
class EntitlementTest {

  @Test
  @DisplayName("NUM-1 USR-1 an office admin reads entitlements of the own offices' users only")
  void officeAdmin() {
    var world = NumberingWorld.open();
    Member bob = world.user();
    Member elsewhere = world.heardOf(Members.user(world.company));
    Member officeAdmin =
        world.heardOf(
            Members.user(world.company)
                .role("OFFICE_ADMIN")
                .adminOf(world.office)
                .grant("numbers.read", "OFFICES"));

    entitlement(world, officeAdmin, bob.userId()).then().statusCode(200);
    entitlement(world, officeAdmin, elsewhere.userId()).then().spec(problem(403, "FORBIDDEN"));
    entitlement(world, officeAdmin, officeAdmin.userId()).then().statusCode(200);
  }

  @Test
  @DisplayName("NUM-1 USR-1 a user reads the own entitlement only")
  void user() {
    var world = NumberingWorld.open();
    Member bob = world.user();

    entitlement(world, bob, bob.userId())
        .then()
        .statusCode(200)
        .body("freeLocalNumbers", equalTo(0));
    entitlement(world, bob, world.user().userId()).then().spec(problem(403, "FORBIDDEN"));
  }

  @Test
  @DisplayName("NUM-1 CO-4 a user of nobody or of another company is 404")
  void unknown() {
    var world = NumberingWorld.open();
    Member foreigner = NumberingWorld.open().user();

    entitlement(world, world.admin, UUID.randomUUID()).then().spec(problem(404, "NOT_FOUND"));
    entitlement(world, world.admin, foreigner.userId()).then().spec(problem(404, "NOT_FOUND"));
  }

  @Test
  @DisplayName("NUM-1 a user of whom no event has told yet is asked for")
  void justJoined() {
    var world = NumberingWorld.open();
    Member joining = Members.user(world.company).office(world.office);
    IdentityStand.knows(joining);

    entitlement(world, world.admin, joining.userId())
        .then()
        .statusCode(200)
        .body("freeLocalNumbers", equalTo(0));
  }

  private Response entitlement(NumberingWorld world, Member reader, UUID userId) {
    return world.as(reader).get("/users/{id}/entitlement", userId);
  }
}
