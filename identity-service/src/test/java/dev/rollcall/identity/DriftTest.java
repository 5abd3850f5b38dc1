package dev.rollcall.identity;

import static dev.rollcall.identity.IdentityWorld.account;
import static dev.rollcall.identity.IdentityWorld.founded;
import static dev.rollcall.identity.IdentityWorld.joined;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.identity.IdentityWorld.Founded;
import dev.rollcall.identity.IdentityWorld.Joined;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.OutboxRows.OutboxRow;
import dev.rollcall.platform.test.RollcallTest;
import io.quarkus.test.common.WithTestResource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "identity", keycloak = true)
@WithTestResource(OtherServices.class)
class DriftTest {

  private static final String RESYNCED = "rollcall.user.resynced.v1";
  private static final String AUDITED = "rollcall.audit.recorded.v1";
  private static final Duration SETTLED = Duration.ofSeconds(60);

  @Test
  @DisplayName("X-3 a report of services that agree finds nothing, and is audited")
  void agreed() {
    var world = founded();
    agreed(world, world.user(), 1, true);

    String report = reported(world);

    world
        .call()
        .get(world.path("/drift-reports/" + report))
        .then()
        .statusCode(200)
        .body("checked", equalTo(2))
        .body("findings", equalTo(0));
    findings(world, report).then().statusCode(200).body("items", empty());
    world.call().get(world.path("/drift-reports")).then().body("items", hasSize(1));
    OutboxRow audited = OutboxRows.await(world.company(), AUDITED);
    assertThat(audited.payload().at("/action").asText()).isEqualTo("drift.reported");
    assertThat(audited.payload().at("/subject/id").asText()).isEqualTo(report);
    assertThat(audited.payload().at("/actor/userId").asText()).isEqualTo(world.user().toString());
  }

  @Test
  @DisplayName("X-3 each seeded inconsistency is found, over several pages")
  void found() {
    var world = founded();
    Joined bob = joined(world, "Bob", "Stone", "USER");
    UUID license = UUID.randomUUID();
    UUID invitation = UUID.randomUUID();
    UUID seat = UUID.randomUUID();
    UUID dan = deleted(world, "Dan");
    agreed(world, world.user(), 1, true);
    agreed(world, bob.user(), 1, true);
    agreed(world, dan, 2, false);
    billing(world, world.user(), 1, true, "");
    billing(world, dan, 2, false, quoted(license));
    numbering(world, dan, 2, false, "\"+14155550123\"", "");
    numbering(world, bob.user(), 1, true, "", "\"+14155550124\"");
    view(world, bob.user(), 0, false);
    reserved(world, invitation, seat, "REVOKED");
    enable(bob, false);

    String report = reported(world);

    assertThat(kinds(world, report))
        .containsExactlyInAnyOrder(
            "MEMBER_WITHOUT_LICENSE",
            "LICENSE_OF_NO_MEMBER",
            "NUMBER_OF_NO_MEMBER",
            "NUMBER_HELD_FOR_ACTIVE_MEMBER",
            "STALE_VIEW",
            "SEAT_OF_ENDED_INVITATION",
            "ACCOUNT_DISABLED_WITH_MEMBERSHIP");
  }

  @Test
  @DisplayName("X-3 what a repair asked for heals is REPAIRED, and each repair is audited")
  void repaired() {
    var world = founded();
    UUID license = UUID.randomUUID();
    UUID dan = deleted(world, "Dan");
    agreed(world, world.user(), 1, true);
    agreed(world, dan, 2, false);
    billing(world, dan, 2, false, quoted(license));
    String report = reported(world);

    String operation = repair(world, report);
    OutboxRow told = OutboxRows.await(world.company(), RESYNCED);
    assertThat(told.aggregateId()).isEqualTo(dan.toString());
    assertThat(told.aggregateVersion()).isEqualTo(3);
    assertThat(told.payload().at("/status").asText()).isEqualTo("DELETED");
    agreed(world, dan, 3, false);

    JsonPath done = settled(world, operation);
    assertThat(done.getInt("done")).isEqualTo(1);
    assertThat(done.getString("results[0].outcome")).isEqualTo("REPAIRED");
    findings(world, report).then().body("items[0].repair", equalTo("REPAIRED"));
    OutboxRow audited =
        OutboxRows.await(
            world.company(), row -> row.payload().at("/action").asText().equals("drift.repaired"));
    assertThat(audited.payload().at("/subject/id").asText()).isEqualTo(license.toString());
    assertThat(audited.payload().at("/after/outcome").asText()).isEqualTo("REPAIRED");
  }

  @Test
  @DisplayName("X-3 a seat of an ended invitation is freed by the invitation told again")
  void seatFreed() {
    var world = founded();
    agreed(world, world.user(), 1, true);
    UUID invitation = UUID.randomUUID();
    UUID seat = UUID.randomUUID();
    reserved(world, invitation, seat, "REVOKED");
    String report = reported(world);
    findings(world, report).then().body("items[0].invitationId", equalTo(invitation.toString()));

    String operation = repair(world, report);
    Eventually.holds(
        SETTLED, () -> assertThat(OtherServices.resyncs(world.company(), invitation)).isPositive());
    OtherServices.forget("billing", world.company(), "invitations", invitation);

    JsonPath done = settled(world, operation);
    assertThat(done.getString("results[0].outcome")).isEqualTo("REPAIRED");
  }

  @Test
  @DisplayName(
      "X-3 an invitation that waits for a refusal that was lost is told again, and so asks")
  void answerLost() {
    var world = founded();
    agreed(world, world.user(), 1, true);
    UUID invitation = UUID.randomUUID();
    OtherServices.believe(
        "billing",
        world.company(),
        "invitations",
        invitation,
        "{\"invitationId\":\"%s\",\"licenseId\":null}".formatted(invitation));
    waits(world, invitation, "REQUESTED");
    String report = reported(world);
    findings(world, report)
        .then()
        .body("items[0].kind", equalTo("SEAT_ANSWER_LOST"))
        .body("items[0].invitationId", equalTo(invitation.toString()))
        .body("items[0].believed", equalTo("REFUSED"));

    String operation = repair(world, report);
    Eventually.holds(
        SETTLED, () -> assertThat(OtherServices.resyncs(world.company(), invitation)).isPositive());
    waits(world, invitation, "REFUSED");

    assertThat(settled(world, operation).getString("results[0].outcome")).isEqualTo("REPAIRED");
  }

  @Test
  @DisplayName("X-3 CO-3 a license in a deleted office is found, and the office opened again")
  void licenseInDeletedOffice() throws Exception {
    var world = founded();
    agreed(world, world.user(), 1, true);
    UUID berlin = IdentityWorld.office(world, "Berlin");
    var owners = new ClosingOwners(world, berlin);
    owners.delete(owners::grant).then().statusCode(204);
    believesOfOffice(world, berlin, 4, false);
    String report = reported(world);
    findings(world, report)
        .then()
        .body("items", hasSize(1))
        .body("items[0].kind", equalTo("LICENSES_IN_DELETED_OFFICE"))
        .body("items[0].officeId", equalTo(berlin.toString()));

    String operation = repair(world, report);
    Eventually.holds(
        SETTLED,
        () ->
            world
                .call()
                .get(world.path("/offices/" + berlin))
                .then()
                .body("status", equalTo("OPEN")));
    believesOfOffice(world, berlin, 5, true);

    assertThat(settled(world, operation).getString("results[0].outcome")).isEqualTo("REPAIRED");
  }

  @Test
  @DisplayName("X-3 a purchase that waits for an answer that was lost is found, and asks again")
  void chargeLost() {
    var world = founded();
    agreed(world, world.user(), 1, true);
    UUID purchase = UUID.randomUUID();
    OtherServices.believe(
        "billing",
        world.company(),
        "purchases",
        purchase,
        "{\"purchaseId\":\"%s\",\"answer\":\"GRANTED\"}".formatted(purchase));
    OtherServices.believe(
        "numbering",
        world.company(),
        "purchases",
        purchase,
        "{\"purchaseId\":\"%s\",\"e164\":\"+14155550123\"}".formatted(purchase));
    UUID unanswered = UUID.randomUUID();
    OtherServices.believe(
        "numbering",
        world.company(),
        "purchases",
        unanswered,
        "{\"purchaseId\":\"%s\",\"e164\":\"+14155550124\"}".formatted(unanswered));
    String report = reported(world);
    findings(world, report)
        .then()
        .body("items.kind", contains("CHARGE_ANSWER_LOST"))
        .body("items[0].subject", equalTo("+14155550123"))
        .body("items[0].userId", nullValue());

    String operation = repair(world, report);
    Eventually.holds(
        SETTLED, () -> assertThat(OtherServices.asked(world.company(), purchase)).isPositive());
    OtherServices.forget("numbering", world.company(), "purchases", purchase);

    assertThat(settled(world, operation).getString("results[0].outcome")).isEqualTo("REPAIRED");
  }

  private static void believesOfOffice(Founded world, UUID office, long version, boolean open) {
    OtherServices.believe(
        "billing",
        world.company(),
        "offices",
        office,
        "{\"officeId\":\"%s\",\"version\":%d,\"open\":%s,\"held\":1}"
            .formatted(office, version, open));
  }

  @Test
  @DisplayName("X-3 an account is brought in line with its person's memberships")
  void accountInLine() {
    var world = founded();
    Joined bob = joined(world, "Bob", "Stone", "USER");
    agreed(world, world.user(), 1, true);
    agreed(world, bob.user(), 1, true);
    enable(bob, false);
    String report = reported(world);

    JsonPath done = settled(world, repair(world, report));

    assertThat(done.getString("results[0].outcome")).isEqualTo("REPAIRED");
    IdentityWorld.account(bob.person().id()).then().body("enabled", equalTo(true));
  }

  @Test
  @DisplayName("X-3 what can't be repaired is said to be so, and stays in the report")
  void notRepaired() {
    var world = founded();
    agreed(world, world.user(), 1, true);
    UUID nobody = UUID.randomUUID();
    OtherServices.believe(
        "billing",
        world.company(),
        "users",
        nobody,
        "{\"userId\":\"%s\",\"licenses\":[\"%s\"]}".formatted(nobody, UUID.randomUUID()));
    String report = reported(world);

    JsonPath done = settled(world, repair(world, report));

    assertThat(done.getInt("failed")).isEqualTo(1);
    assertThat(done.getString("results[0].outcome")).isEqualTo("NOT_REPAIRED");
    assertThat(done.getString("results[0].problem.code")).isEqualTo("UNKNOWN_USER");
    findings(world, report).then().body("items[0].repair", equalTo("NOT_REPAIRED"));
  }

  @Test
  @DisplayName("X-3 only company admins report and repair; another company's report is 404")
  void access() {
    var world = founded();
    agreed(world, world.user(), 1, true);
    Joined bob = joined(world, "Bob", "Stone", "USER");
    agreed(world, bob.user(), 1, true);
    String report = reported(world);
    var other = founded();

    bob.person().call().post(world.path("/drift-reports")).then().spec(problem(403, "FORBIDDEN"));
    other
        .call()
        .post(other.path("/drift-reports/" + report + "/repairs"))
        .then()
        .spec(problem(404, "NOT_FOUND"));
    String operation = repair(world, report);
    bob.person()
        .call()
        .get(world.path("/operations/" + operation))
        .then()
        .spec(problem(404, "NOT_FOUND"));
  }

  private static String reported(Founded world) {
    Response begun = world.call().post(world.path("/drift-reports"));
    assertThat(begun.statusCode()).isIn(201, 202);
    String report = begun.path("id");
    Eventually.holds(
        SETTLED,
        () ->
            world
                .call()
                .get(world.path("/drift-reports/" + report))
                .then()
                .statusCode(200)
                .body("status", equalTo("DONE")));
    return report;
  }

  private static Response findings(Founded world, String report) {
    return world.call().get(world.path("/drift-reports/" + report + "/findings"));
  }

  private static List<String> kinds(Founded world, String report) {
    return findings(world, report).jsonPath().getList("items.kind");
  }

  private static String repair(Founded world, String report) {
    Response begun = world.call().post(world.path("/drift-reports/" + report + "/repairs"));
    begun.then().statusCode(202).body("kind", equalTo("DRIFT_REPAIR"));
    assertThat(begun.header("Location")).endsWith("/operations/" + begun.path("id"));
    return begun.path("id");
  }

  private static JsonPath settled(Founded world, String operation) {
    Eventually.holds(
        SETTLED,
        () ->
            world
                .call()
                .get(world.path("/operations/" + operation))
                .then()
                .statusCode(200)
                .body("status", not(equalTo("RUNNING"))));
    return world.call().get(world.path("/operations/" + operation)).jsonPath();
  }

  private static UUID deleted(Founded world, String name) {
    Joined gone = joined(world, name, "Stone", "USER");
    world.call().delete(world.path("/users/" + gone.user())).then().statusCode(204);
    Eventually.holds(() -> account(gone.person().id()).then().body("enabled", equalTo(false)));
    return gone.user();
  }

  /** All services agree with identity about the user, whose license is where it belongs. */
  private static void agreed(Founded world, UUID user, long version, boolean active) {
    billing(world, user, version, active, active ? quoted(UUID.randomUUID()) : "");
    numbering(world, user, version, active, "", "");
    view(world, user, version, active);
  }

  private static void billing(
      Founded world, UUID user, long version, boolean active, String licenses) {
    OtherServices.believe(
        "billing",
        world.company(),
        "users",
        user,
        "{\"userId\":\"%s\",\"version\":%d,\"active\":%s,\"licenses\":[%s]}"
            .formatted(user, version, active, licenses));
  }

  private static void numbering(
      Founded world, UUID user, long version, boolean active, String assigned, String held) {
    OtherServices.believe(
        "numbering",
        world.company(),
        "users",
        user,
        "{\"userId\":\"%s\",\"version\":%d,\"active\":%s,\"assigned\":[%s],\"held\":[%s]}"
            .formatted(user, version, active, assigned, held));
  }

  private static void view(Founded world, UUID user, long version, boolean active) {
    OtherServices.believe(
        "invitation",
        world.company(),
        "users",
        user,
        "{\"userId\":\"%s\",\"version\":%d,\"active\":%s}".formatted(user, version, active));
  }

  private static void reserved(Founded world, UUID invitation, UUID license, String status) {
    OtherServices.believe(
        "billing",
        world.company(),
        "invitations",
        invitation,
        "{\"invitationId\":\"%s\",\"licenseId\":\"%s\"}".formatted(invitation, license));
    waits(world, invitation, status);
  }

  private static void waits(Founded world, UUID invitation, String status) {
    OtherServices.believe(
        "invitation",
        world.company(),
        "invitations",
        invitation,
        "{\"invitationId\":\"%s\",\"status\":\"%s\"}".formatted(invitation, status));
  }

  private static void enable(Joined joined, boolean enabled) {
    IdentityWorld.enable(joined.person().id(), enabled);
  }

  private static String quoted(UUID id) {
    return "\"" + id + "\"";
  }
}
