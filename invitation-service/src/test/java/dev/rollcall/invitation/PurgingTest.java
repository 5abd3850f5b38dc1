package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.accept;
import static dev.rollcall.invitation.Acme.published;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.invitation.Acme.token;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Mails;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class PurgingTest {

  private static void awaitForgotten(Acme acme, UUID invitation) {
    Eventually.holds(() -> acme.get(invitation).then().body("anonymisedAt", notNullValue()));
  }

  @Test
  @DisplayName("EVENTS Personal data: 30 days after its end nothing tells who was invited")
  void forgotten() {
    Acme acme = Acme.signedUp();
    String email = someone("forgettable");
    UUID invitation = acme.invited(email);
    String token = token(email);
    acme.asAda().delete(INVITATIONS + "/" + invitation).then().statusCode(204);
    try (var _ = ProductTime.ahead(Duration.ofDays(30).plusMinutes(1))) {
      awaitForgotten(acme, invitation);
    }
    acme.get(invitation)
        .then()
        .body("status", equalTo("REVOKED"))
        .body("firstName", nullValue())
        .body("lastName", nullValue())
        .body("email", equalTo(invitation + "@anonymised.invalid"));
    assertThat(Tables.everyRow()).noneMatch(row -> row.contains(email));
    assertThat(published(invitation)).containsExactly("anonymised");
    acme.asAda()
        .post(INVITATIONS + "/" + invitation + "/resend")
        .then()
        .spec(problem(410, "INVITATION_ANONYMISED"));
    Acme.lookUp(token).then().spec(problem(410, "INVITATION_REVOKED"));
    acme.invite(email).then().statusCode(202);
  }

  @Test
  @DisplayName(
      "EVENTS Personal data: nor does the batch that somebody was invited with tell (INV-12)")
  void ofBatch() {
    Acme acme = Acme.signedUp();
    String email = someone("batched");
    Batches batches = new Batches(acme);
    batches.done(batches.accepted(Batches.body("Bob Stone <" + email + ">")));
    UUID invitation =
        ServiceDatabase.value("select id from invitation where company_id = ?", acme.id)
            .map(UUID::fromString)
            .orElseThrow();
    acme.asAda().delete(INVITATIONS + "/" + invitation).then().statusCode(204);
    try (var _ = ProductTime.ahead(Duration.ofDays(30).plusMinutes(1))) {
      awaitForgotten(acme, invitation);
    }
    assertThat(Tables.everyRow()).noneMatch(row -> row.contains(email));
  }

  @Test
  @DisplayName("EVENTS Personal data: before that it is there, and a resend begins anew")
  void notYet() {
    Acme acme = Acme.signedUp();
    String email = someone("kept");
    UUID invitation = acme.invited(email);
    Mails.await(email);
    try (var _ = ProductTime.ahead(Duration.ofHours(25))) {
      Eventually.holds(() -> assertThat(published(invitation)).endsWith("expired"));
      acme.asAda()
          .header("Prefer", "wait=0")
          .post(INVITATIONS + "/" + invitation + "/resend")
          .then()
          .statusCode(202);
    }
    UUID other = acme.requested(someone("other"));
    acme.asAda().delete(INVITATIONS + "/" + other).then().statusCode(204);
    try (var _ = ProductTime.ahead(Duration.ofDays(33))) {
      awaitForgotten(acme, other);
      acme.get(invitation)
          .then()
          .body("status", equalTo("REQUESTED"))
          .body("email", equalTo(email))
          .body("anonymisedAt", nullValue());
    }
  }

  @Test
  @DisplayName("EVENTS Personal data: one that had ended before its end was noted is forgotten too")
  void endedBefore() {
    Acme acme = Acme.signedUp();
    String email = someone("early");
    UUID invitation = acme.requested(email);
    acme.asAda().delete(INVITATIONS + "/" + invitation).then().statusCode(204);
    asTheMigrationLeavesIt(invitation);
    try (var _ = ProductTime.ahead(Duration.ofDays(2))) {
      Eventually.holds(() -> assertThat(daysUntilForgotten(invitation)).contains("29"));
    }
    acme.get(invitation).then().body("email", equalTo(email));
    try (var _ = ProductTime.ahead(Duration.ofDays(30).plusMinutes(1))) {
      awaitForgotten(acme, invitation);
    }
  }

  @Test
  @DisplayName(
      "EVENTS Personal data: one that a version without ends opened again is left alone (INV-9)")
  void openedAgainElsewhere() {
    Acme acme = Acme.signedUp();
    String email = someone("reopened");
    UUID invitation = acme.invited(email);
    ServiceDatabase.value(
        "update invitation set ended_at = now() - interval '40 days' where id = ? returning 1",
        invitation);

    ServiceDatabase.value(
        "insert into job (id, kind, company_id, subject, due_at, timeline, causation_id,"
            + " traceparent) select gen_random_uuid(), 'invitation.anonymise', company_id,"
            + " id::text, now(), 'PRODUCT', 'none', '' from invitation where id = ? returning 1",
        invitation);

    Eventually.holds(() -> assertThat(daysUntilForgotten(invitation)).isEmpty());
    acme.get(invitation)
        .then()
        .body("email", equalTo(email))
        .body("status", equalTo("PENDING"))
        .body("anonymisedAt", nullValue());
  }

  /** Ended by the version before, which knew of no end and planned nothing. */
  private static void asTheMigrationLeavesIt(UUID invitation) {
    ServiceDatabase.value(
        "update invitation set ended_at = null where id = ? returning 1", invitation);
    ServiceDatabase.value(
        "update job set due_at = now() + interval '1 day'"
            + " where kind = 'invitation.anonymise' and subject = ? returning 1",
        invitation.toString());
  }

  private static Optional<String> daysUntilForgotten(UUID invitation) {
    return ServiceDatabase.value(
        "select extract(day from due_at - now()) from job"
            + " where kind = 'invitation.anonymise' and subject = ?",
        invitation.toString());
  }

  @Test
  @DisplayName("INV-9 mails that count no more are purged, those that do are not")
  void oldCounts() {
    Acme acme = Acme.signedUp();
    UUID old = acme.requested(someone("old"));
    UUID young = acme.requested(someone("young"));
    ServiceDatabase.value(
        "update mail_count set at = at - interval '49 hours' where invitation_id = ? returning 1",
        old);

    purge();

    Eventually.holds(() -> assertThat(counted(old)).contains("0"));
    assertThat(counted(young)).contains("1");
  }

  @Test
  @DisplayName(
      "INV-7 a link that was made half a year ago is purged; whoever has it hears 410 still")
  void oldLinks() {
    Acme acme = Acme.signedUp();
    String bob = someone("bob");
    String carol = someone("carol");
    UUID old = acme.invited(bob);
    UUID young = acme.invited(carol);
    String token = token(bob);
    String hers = token(carol);
    ServiceDatabase.value(
        "update link set created_at = now() - interval '181 days' where invitation_id = ?"
            + " returning 1",
        old);

    purge();

    Eventually.holds(() -> assertThat(rowsOf("link", old)).contains("0"));
    assertThat(rowsOf("return_path", old)).contains("0");
    assertThat(rowsOf("link", young)).contains("1");
    assertThat(rowsOf("return_path", young)).contains("1");
    Acme.lookUp(token).then().statusCode(410);
    Acme.lookUp(hers).then().statusCode(200);
  }

  @Test
  @DisplayName("INV-21 old steps of what is over are purged, those of what is open never")
  void oldSteps() {
    Acme acme = Acme.signedUp();
    UUID over = acme.requested(someone("over"));
    UUID open = acme.requested(someone("open"));
    acme.asAda().delete(INVITATIONS + "/" + over).then().statusCode(204);
    for (UUID invitation : List.of(over, open)) {
      ServiceDatabase.value(
          "update invitation_step set at = now() - interval '401 days'"
              + " where invitation_id = ? and step = 'requested' returning 1",
          invitation);
    }

    purge();

    Eventually.holds(
        () ->
            acme.asAda()
                .get(INVITATIONS + "/" + over + "/timeline")
                .then()
                .body("items.step", contains("revoked")));
    acme.asAda()
        .get(INVITATIONS + "/" + open + "/timeline")
        .then()
        .body("items.step", contains("requested"));
  }

  @Test
  @DisplayName("API Operations: a batch that settled a month ago is purged with its results")
  void oldOperations() {
    Acme acme = Acme.signedUp();
    Batches batches = new Batches(acme);
    batches.done(batches.accepted(Batches.body(someone("old"))));
    ServiceDatabase.value(
        "update operation set updated_at = now() - interval '31 days' where company_id = ?"
            + " returning 1",
        acme.id);
    batches.done(batches.accepted(Batches.body(someone("young"))));

    ServiceDatabase.value(
        "update job set due_at = now() where kind = 'platform.operations' returning 1");

    Eventually.holds(() -> assertThat(countOf("operation", acme)).contains("1"));
    assertThat(countOf("operation_result", acme)).contains("1");
  }

  private static Optional<String> countOf(String table, Acme acme) {
    return ServiceDatabase.value(
        "select count(*) from " + table + " where company_id = ?", acme.id);
  }

  private static Optional<String> rowsOf(String table, UUID invitation) {
    return ServiceDatabase.value(
        "select count(*) from " + table + " where invitation_id = ?", invitation);
  }

  private static Optional<String> counted(UUID invitation) {
    return ServiceDatabase.value(
        "select count(*) from mail_count where invitation_id = ?", invitation);
  }

  private static void purge() {
    ServiceDatabase.value(
        "update job set due_at = now() where kind = 'invitation.purge' returning 1");
  }

  @Test
  @DisplayName("EVENTS Personal data: an invitation that somebody joined by is a member's")
  void joined() {
    Acme acme = Acme.signedUp();
    String email = someone("member");
    UUID invitation = acme.invited(email);
    accept(token(email), "correct horse battery").then().statusCode(201);
    acme.userJoined(invitation, email);
    acme.awaitStatus(invitation, "JOINED");
    UUID other = acme.requested(someone("other"));
    acme.asAda().delete(INVITATIONS + "/" + other).then().statusCode(204);
    try (var _ = ProductTime.ahead(Duration.ofDays(33))) {
      awaitForgotten(acme, other);
      acme.get(invitation).then().body("email", equalTo(email));
    }
  }
}
