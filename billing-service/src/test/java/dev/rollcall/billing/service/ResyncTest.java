package dev.rollcall.billing.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import dev.rollcall.platform.test.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What has drifted is healed by the owner's current state under a new version. */
@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class ResyncTest {

  private static final String GRANTED = "rollcall.seat-request.granted.v1";

  private final UUID invitation = UUID.randomUUID();
  private final UUID bob = UUID.randomUUID();

  @Test
  @DisplayName("X-3 a license that a deleted user still has is FREE after user.resynced")
  void licenseOfDeleted() throws SQLException {
    Story acme = Story.signedUp();
    UUID dan = deletedUser(acme);
    String license = joined(acme);
    moved(license, dan);

    acme.resynced(dan, null, "DELETED", 3);

    Eventually.holds(() -> assertThat(state(license)).contains("FREE"));
  }

  @Test
  @DisplayName("X-3 a member whose license has drifted away has it again after user.resynced")
  void memberWithoutLicense() throws SQLException {
    Story acme = Story.signedUp();
    UUID dan = deletedUser(acme);
    String license = joined(acme);
    moved(license, dan);
    acme.resynced(dan, null, "DELETED", 3);
    Eventually.holds(() -> assertThat(state(license)).contains("FREE"));

    acme.resynced(bob, invitation, "ACTIVE", 2);

    Eventually.holds(() -> assertThat(holder(license)).contains(bob.toString()));
  }

  @Test
  @DisplayName("X-3 a seat of an ended invitation is free after invitation.resynced")
  void seatOfEnded() throws SQLException {
    Story acme = Story.signedUp();
    acme.requested(invitation, 1);
    String license = acme.awaits(GRANTED, invitation).payload().path("licenseId").asText();
    drift(
        "update seat set status = 'RELEASED', license_id = null where process_id = '"
            + invitation
            + "'");

    acme.resyncedRevoked(invitation, 1);

    Eventually.holds(() -> assertThat(state(license)).contains("FREE"));
  }

  @Test
  @DisplayName("X-2 a resynced state that is not newer changes nothing")
  void notNewer() throws SQLException {
    Story acme = Story.signedUp();
    UUID dan = deletedUser(acme);
    String license = joined(acme);
    moved(license, dan);

    acme.resynced(dan, null, "DELETED", 2);
    acme.resynced(bob, invitation, "ACTIVE", 2);

    Eventually.holds(() -> assertThat(version(bob)).contains("2"));
    assertThat(holder(license)).contains(dan.toString());
  }

  @Test
  @DisplayName("X-3 billing tells what it believes of users and invitations, page by page")
  void beliefs() {
    Story acme = Story.signedUp();
    String license = joined(acme);
    UUID waiting = UUID.randomUUID();
    acme.requested(waiting, 1);
    acme.awaits(GRANTED, waiting);

    beliefs(acme, "users?limit=1&from=" + bob)
        .then()
        .statusCode(200)
        .body("items[0].userId", equalTo(bob.toString()))
        .body("items[0].version", equalTo(1))
        .body("items[0].active", equalTo(true))
        .body("items[0].licenses", contains(license));
    beliefs(acme, "invitations")
        .then()
        .statusCode(200)
        .body("items.invitationId", contains(waiting.toString()))
        .body("next", nullValue());
  }

  @Test
  @DisplayName("X-3 billing tells what it has answered: seats that were refused, numbers' charges")
  void answered() {
    Story acme = Story.signedUp();
    UUID refused = UUID.randomUUID();
    acme.requested(refused, "EXISTING", "PRO");
    acme.awaits("rollcall.seat-request.refused.v1", refused);
    UUID purchase = UUID.randomUUID();
    acme.purchaseRequested(purchase, 1, "+14155550188", "LOCAL");
    acme.awaits("rollcall.charge.granted.v1", purchase);

    beliefs(acme, "invitations")
        .then()
        .body("items.invitationId", contains(refused.toString()))
        .body("items[0].licenseId", nullValue());
    beliefs(acme, "purchases")
        .then()
        .statusCode(200)
        .body("items.purchaseId", contains(purchase.toString()))
        .body("items.answer", contains("GRANTED"));
  }

  @Test
  @DisplayName("ARCH Access: what billing believes is for services only")
  void servicesOnly() {
    Story acme = Story.signedUp();

    given()
        .auth()
        .oauth2(Members.admin(acme.company, "company.manage").joined().token())
        .get("/internal/companies/{company}/beliefs/users", acme.company)
        .then()
        .statusCode(403);
  }

  private static Response beliefs(Story acme, String query) {
    return given()
        .auth()
        .oauth2(TestTokens.service("identity-drift"))
        .get("/internal/companies/" + acme.company + "/beliefs/" + query);
  }

  /** Bob has joined; his license. */
  private String joined(Story acme) {
    acme.requested(invitation, 1);
    String license = acme.awaits(GRANTED, invitation).payload().path("licenseId").asText();
    acme.joined(bob, invitation);
    Eventually.holds(() -> assertThat(state(license)).contains("ASSIGNED"));
    return license;
  }

  private static UUID deletedUser(Story acme) {
    UUID dan = UUID.randomUUID();
    acme.deleted(dan, null);
    Eventually.holds(() -> assertThat(version(dan)).contains("2"));
    return dan;
  }

  private static Optional<String> version(UUID user) {
    return ServiceDatabase.value("select version from member where user_id = ?", user);
  }

  private static Optional<String> state(String license) {
    return ServiceDatabase.value(
        "select state from license where license_id = ?", UUID.fromString(license));
  }

  private static Optional<String> holder(String license) {
    return ServiceDatabase.value(
        "select holder_user_id from license where license_id = ?", UUID.fromString(license));
  }

  private static void moved(String license, UUID user) throws SQLException {
    drift(
        "update license set holder_user_id = '%s' where license_id = '%s'"
            .formatted(user, license));
  }

  private static void drift(String sql) throws SQLException {
    try (Connection admin = ServiceDatabase.admin();
        Statement statement = admin.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }
}
