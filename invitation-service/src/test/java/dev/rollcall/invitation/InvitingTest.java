package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.bob;
import static dev.rollcall.invitation.Acme.published;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.platform.test.Problems.invalid;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.rollcall.platform.test.Contracts;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class InvitingTest {

  private static final String SEAT_DEADLINE =
      "select count(*) from job where kind = 'invitation.seat-deadline' and subject = ?";

  @Inject MeterRegistry metrics;

  @Test
  @DisplayName("INV-6 the caller waits until the seat is reserved and gets 201 PENDING")
  void waits() {
    Eventually.holds(this::waitsInTime);
  }

  /** Again where a busy machine kept the call for longer than it waits, 10 s at most. */
  private void waitsInTime() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    CompletableFuture<Void> billing =
        CompletableFuture.runAsync(
            () -> {
              var asked = OutboxRows.await(acme.id, "rollcall.invitation.requested.v1");
              acme.grant(UUID.fromString(asked.aggregateId()), 1);
            });
    Response answer = acme.asAda().header("Prefer", "wait=10").body(bob(email)).post(INVITATIONS);
    billing.join();

    answer
        .then()
        .statusCode(201)
        .body("status", equalTo("PENDING"))
        .body("displayHint", equalTo("has not yet joined"))
        .body("seat.source", equalTo("EXISTING"))
        .body("seat.licenseType", equalTo("TALK"))
        .body("seat.licenseId", notNullValue())
        .body("invitedBy", equalTo(acme.ada.userId().toString()))
        .body("expiresAt", notNullValue())
        .header("ETag", notNullValue())
        .header("Location", endsWith(answer.path("id")));
    assertThat(answer.header("Location")).startsWith("/invitation/v1/companies/");
    assertThat(published(UUID.fromString(answer.path("id"))))
        .containsExactly("requested", "opened");
  }

  @Test
  @DisplayName("INV-6 without an answer in time it is 202 REQUESTED, and no mail has left")
  void notSettled() {
    Acme acme = Acme.signedUp();
    acme.invite(someone("bob"))
        .then()
        .statusCode(202)
        .body("status", equalTo("REQUESTED"))
        .body("delivery", equalTo("NONE"))
        .header("Location", notNullValue());
  }

  @Test
  @DisplayName("INV-4 no free license is 409 to the one who waits")
  void noFreeLicense() {
    Eventually.holds(this::noFreeLicenseInTime);
  }

  /** Again where a busy machine kept the call for longer than it waits, 10 s at most. */
  private void noFreeLicenseInTime() {
    Acme acme = Acme.signedUp();
    CompletableFuture<Void> billing =
        CompletableFuture.runAsync(
            () -> {
              var asked = OutboxRows.await(acme.id, "rollcall.invitation.requested.v1");
              acme.refuse(UUID.fromString(asked.aggregateId()), 1, "NO_FREE_LICENSE");
            });
    acme.asAda()
        .header("Prefer", "wait=10")
        .body(bob(someone("bob")))
        .post(INVITATIONS)
        .then()
        .spec(problem(409, "NO_FREE_LICENSE"));
    billing.join();
    assertThat(OutboxRows.typesOf(acme.id))
        .containsExactly("rollcall.invitation.requested.v1", "rollcall.invitation.refused.v1");
  }

  @Test
  @DisplayName("INV-5 a seat to be bought is asked for with its plan and quote, and shown so")
  void purchase() {
    Acme acme = Acme.signedUp();
    Member grace = acme.joined("COMPANY_ADMIN", "COMPANY", "invitations.create", "billing.manage");
    UUID quote = UUID.randomUUID();
    var body = bob(someone("bob"));
    body.put("seat", Map.of("source", "PURCHASE", "plan", "PRO", "quoteId", quote));

    acme.as(grace)
        .header("Prefer", "wait=0")
        .body(body)
        .post(INVITATIONS)
        .then()
        .statusCode(202)
        .body("seat.source", equalTo("PURCHASE"))
        .body("seat.plan", equalTo("PRO"))
        .body("seat.quoteId", equalTo(quote.toString()));
    var asked = OutboxRows.await(acme.id, "rollcall.invitation.requested.v1").payload();
    assertThat(asked.path("seat").path("source").asText()).isEqualTo("PURCHASE");
    assertThat(asked.path("seat").path("quoteId").asText()).isEqualTo(quote.toString());
  }

  @Test
  @DisplayName("INV-5 USR-1 an inviter without billing.manage buys no seat")
  void purchaseNotAllowed() {
    Acme acme = Acme.signedUp();
    var body = bob(someone("bob"));
    body.put("seat", Map.of("source", "PURCHASE", "plan", "PRO"));

    acme.asAda().body(body).post(INVITATIONS).then().spec(problem(403, "PURCHASE_NOT_ALLOWED"));
    assertThat(OutboxRows.typesOf(acme.id)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"QUOTE_STALE,409", "COMPANY_SUSPENDED,409", "SIGNUP_LICENSE_REMOVED,403"})
  @DisplayName("INV-4 INV-5 why billing sells no seat reaches the one who waits")
  void purchaseRefused(String code, int status) {
    Eventually.holds(() -> purchaseRefusedInTime(code, status));
  }

  /** Again where a busy machine kept the call for longer than it waits, 10 s at most. */
  private void purchaseRefusedInTime(String code, int status) {
    Acme acme = Acme.signedUp();
    Member grace = acme.joined("COMPANY_ADMIN", "COMPANY", "invitations.create", "billing.manage");
    var body = bob(someone("bob"));
    body.put("seat", Map.of("source", "PURCHASE", "plan", "BASIC"));
    CompletableFuture<Void> billing =
        CompletableFuture.runAsync(
            () -> {
              var asked = OutboxRows.await(acme.id, "rollcall.invitation.requested.v1");
              acme.refuse(UUID.fromString(asked.aggregateId()), 1, code);
            });

    acme.as(grace)
        .header("Prefer", "wait=10")
        .body(body)
        .post(INVITATIONS)
        .then()
        .spec(problem(status, code));
    billing.join();
  }

  @Test
  @DisplayName("INV-1 what is wrong is named by its JSON pointer")
  void violations() {
    var body = bob("not an address");
    body.put("phone", "12");
    body.put("products", List.of("VOICE", "FAX"));
    Response answer = Acme.signedUp().asAda().body(body).post(INVITATIONS);
    answer.then().spec(invalid("/email")).spec(invalid("/phone")).spec(invalid("/products/1"));
  }

  @Test
  @DisplayName("INV-2 managers invite up to the ceiling, users nobody")
  void ceiling() {
    Acme acme = Acme.signedUp();
    Member manager = acme.joined("MANAGER", "COMPANY", "invitations.create");
    Member user = acme.joined("USER", "OWN", "inbox");
    var body = bob(someone("bob"));
    acme.as(manager).header("Prefer", "wait=0").body(body).post(INVITATIONS).then().statusCode(202);
    body.put("role", "MANAGER");
    body.put("email", someone("carol"));
    acme.as(manager).body(body).post(INVITATIONS).then().spec(problem(403, "ROLE_NOT_ALLOWED"));
    acme.as(user).body(body).post(INVITATIONS).then().statusCode(403);
  }

  @Test
  @DisplayName("INV-11 of ten invitations of one address at once, written differently, one is made")
  void oneLiveInvitation() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    List<Response> answers =
        Acme.parallel(
            10,
            () ->
                acme.asAda()
                    .header("Prefer", "wait=0")
                    .body(
                        bob(Math.random() < 0.5 ? email : email.toUpperCase(java.util.Locale.ROOT)))
                    .post(INVITATIONS));
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 202)).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
        .hasSize(9)
        .allSatisfy(answer -> assertThat(answer.<String>path("code")).isEqualTo("ALREADY_INVITED"));
  }

  @Test
  @DisplayName("INV-11 a member is ALREADY_MEMBER, one deleted a moment ago RESTORABLE")
  void members() {
    Acme acme = Acme.signedUp();
    Member carol = Members.user(acme.id).email(someone("carol")).joined();
    Eventually.holds(() -> acme.invite(carol.email()).then().spec(problem(409, "ALREADY_MEMBER")));
    carol.deleted();
    Eventually.holds(() -> acme.invite(carol.email()).then().spec(problem(409, "RESTORABLE")));
    try (var _ = ProductTime.ahead(Duration.ofHours(73))) {
      acme.invite(carol.email()).then().statusCode(202);
    }
  }

  @Test
  @DisplayName("X-1 the same Idempotency-Key invites once; another body under it is refused")
  void idempotency() {
    Acme acme = Acme.signedUp();
    var body = bob(someone("bob"));
    String key = UUID.randomUUID().toString();
    String first =
        acme.asAda()
            .header("Idempotency-Key", key)
            .header("Prefer", "wait=0")
            .body(body)
            .post(INVITATIONS)
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    acme.asAda()
        .header("Idempotency-Key", key)
        .header("Prefer", "wait=0")
        .body(body)
        .post(INVITATIONS)
        .then()
        .statusCode(202)
        .header("Idempotent-Replayed", "true")
        .body("id", equalTo(first));
    body.put("lastName", "Other");
    acme.asAda()
        .header("Idempotency-Key", key)
        .body(body)
        .post(INVITATIONS)
        .then()
        .spec(problem(422, "IDEMPOTENCY_KEY_REUSED"));
  }

  @Test
  @DisplayName("INV-1 a company invites the moment it exists: identity is asked for it")
  void companyNotSeen() {
    Acme acme = Acme.onlyAtIdentity();
    acme.invite(someone("bob")).then().statusCode(202);
  }

  @Test
  @DisplayName("INV-1 an office takes invitations the moment it exists: identity is asked, once")
  void officeNotSeen() {
    Acme acme = Acme.signedUp();
    UUID branch = UUID.randomUUID();
    Map<String, Object> state = acme.state("Acme", Map.of(), List.of("VOICE"));
    acme.office(state, branch, "OPEN");
    acme.knownToIdentity(2, state);
    var body = bob(someone("bob"));
    body.put("officeId", branch);
    acme.asAda().header("Prefer", "wait=0").body(body).post(INVITATIONS).then().statusCode(202);

    body.put("email", someone("carol"));
    body.put("officeId", UUID.randomUUID());
    acme.asAda().body(body).post(INVITATIONS).then().spec(invalid("/officeId"));
  }

  @Test
  @DisplayName(
      "X-1 an invitation that waits for its seat too long is an alarm and asks again, until it is settled")
  void seatOverdue() {
    Acme acme = Acme.signedUp();
    UUID invitation = acme.requested(someone("bob"));
    Counter overdue = metrics.counter("rollcall.process.overdue", "process", "invite");
    double before = overdue.count();
    seatDeadlineIsNow(invitation);
    Eventually.holds(() -> assertThat(overdue.count()).isGreaterThanOrEqualTo(before + 1));
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        SEAT_DEADLINE + " and due_at > now() + interval '59 minutes'",
                        invitation.toString()))
                .contains("1"));
    seatDeadlineIsNow(invitation);
    Eventually.holds(() -> assertThat(overdue.count()).isGreaterThanOrEqualTo(before + 2));
    assertThat(
            OutboxRows.ofAggregate(invitation.toString()).stream()
                .filter(row -> row.type().equals("rollcall.invitation.resynced.v1")))
        .hasSize(2)
        .allSatisfy(
            again -> {
              Contracts.validate(again.type(), again.payload());
              assertThat(again.payload().path("status").asText()).isEqualTo("REQUESTED");
              assertThat(again.payload().path("attempt").asInt()).isEqualTo(1);
            });

    acme.grant(invitation, 1);
    acme.awaitStatus(invitation, "PENDING");
    assertThat(ServiceDatabase.value(SEAT_DEADLINE, invitation.toString())).contains("0");
  }

  private static void seatDeadlineIsNow(UUID invitation) {
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        """
                        update job set due_at = now()
                        where kind = 'invitation.seat-deadline' and subject = ? and lease is null
                        returning 'due'
                        """,
                        invitation.toString()))
                .contains("due"));
  }

  @Test
  @DisplayName("INV-9 the sixth mail within an hour to one recipient is 429 with Retry-After")
  void fiveMailsPerCompany() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    for (int mail = 2; mail <= 5; mail++) {
      acme.asAda().post(INVITATIONS + "/" + invitation + "/resend").then().statusCode(200);
    }
    Response sixth = acme.asAda().post(INVITATIONS + "/" + invitation + "/resend");
    sixth.then().spec(problem(429, "TOO_MANY_MAILS"));
    assertThat(Integer.parseInt(sixth.header("Retry-After"))).isBetween(3400, 3600);
    assertThat(acme.status(invitation)).isEqualTo("PENDING");
    try (var _ = ProductTime.ahead(Duration.ofMinutes(61))) {
      acme.asAda().post(INVITATIONS + "/" + invitation + "/resend").then().statusCode(200);
    }
  }

  @Test
  @DisplayName("INV-9 over all companies a recipient gets twenty mails an hour, parallel or not")
  void twentyMailsOverAll() {
    String email = someone("bob");
    List<Acme> companies =
        List.of(
            Acme.signedUp(), Acme.signedUp(), Acme.signedUp(), Acme.signedUp(), Acme.signedUp());
    for (Acme acme : companies) {
      UUID invitation = acme.requested(email);
      // A refused seat gives its mail back, so this one counts for nothing.
      acme.refuse(invitation, 1, "NO_FREE_LICENSE");
      acme.awaitStatus(invitation, "REFUSED");
    }
    for (Acme acme : companies.subList(0, 4)) {
      UUID invitation = acme.invited(email);
      Acme.parallel(
          6, () -> acme.asAda().post(INVITATIONS + "/" + invitation + "/resend").statusCode());
    }
    companies.getLast().invite(email).then().spec(problem(429, "TOO_MANY_MAILS"));
  }

  @Test
  @DisplayName("CO-4 an invitation of another company is 404, whatever is tried")
  void strangers() {
    Acme acme = Acme.signedUp();
    Acme other = Acme.signedUp();
    UUID invitation = acme.requested(someone("bob"));
    other.get(invitation).then().statusCode(404);
    other.asAda().delete(INVITATIONS + "/" + invitation).then().statusCode(404);
    other.asAda().post(INVITATIONS + "/" + invitation + "/resend").then().statusCode(404);
    acme.as(other.ada).get(INVITATIONS).then().statusCode(404);
    acme.asAda().get(INVITATIONS + "/no-uuid").then().statusCode(404);
  }

  @Test
  @DisplayName("INV-7 lists are newest first, filtered, paged, and never hold a link")
  void lists() {
    Acme acme = Acme.signedUp();
    String first = someone("first");
    UUID oldest = acme.requested(first);
    UUID middle = acme.requested(someone("middle"));
    UUID newest = acme.invited(someone("newest"));
    acme.asAda()
        .get(INVITATIONS)
        .then()
        .statusCode(200)
        .body("items.id", contains(newest.toString(), middle.toString(), oldest.toString()))
        .body(not(containsString("token")));
    acme.asAda()
        .queryParam("status", "REQUESTED")
        .get(INVITATIONS)
        .then()
        .body("items", hasSize(2));
    acme.asAda()
        .queryParam("q", first.toUpperCase(java.util.Locale.ROOT))
        .get(INVITATIONS)
        .then()
        .body("items.id", contains(oldest.toString()));
    acme.asAda().queryParam("q", "100%_").get(INVITATIONS).then().body("items", hasSize(0));
    acme.asAda().queryParam("status", "NOPE").get(INVITATIONS).then().spec(invalid("/?status"));
    acme.asAda().queryParam("limit", "0").get(INVITATIONS).then().statusCode(422);
    Response page = acme.asAda().queryParam("limit", "2").get(INVITATIONS);
    page.then().body("items", hasSize(2)).header("Link", containsString("rel=\"next\""));
    acme.asAda()
        .queryParam("limit", "2")
        .queryParam("cursor", page.<String>path("nextCursor"))
        .get(INVITATIONS)
        .then()
        .body("items.id", contains(oldest.toString()))
        .body("nextCursor", equalTo(null));
  }

  @Test
  @DisplayName("INV-21 the timeline tells every step")
  void timeline() {
    Acme acme = Acme.signedUp();
    String email = someone("bob");
    UUID invitation = acme.invited(email);
    Acme.token(email);
    Eventually.holds(
        () ->
            acme.asAda()
                .get(INVITATIONS + "/" + invitation + "/timeline")
                .then()
                .statusCode(200)
                .body("items.step", contains("requested", "seat-granted", "opened", "mail")));
  }
}
