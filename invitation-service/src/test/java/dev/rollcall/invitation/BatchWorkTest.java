package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.bob;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.invitation.Batches.BATCHES;
import static dev.rollcall.invitation.Batches.addresses;
import static dev.rollcall.invitation.Batches.body;
import static dev.rollcall.platform.test.Problems.invalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Mails;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of the rows of a batch (INV-12). */
@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class BatchWorkTest {

  private Acme acme;
  private Batches batches;

  @BeforeEach
  void signUp() {
    acme = Acme.signedUp();
    batches = new Batches(acme);
  }

  @Test
  @DisplayName("INV-12 commit answers 202 with an operation; each row that can be is invited once")
  void commit() {
    List<String> people = addresses(3);
    Response answer =
        batches.post(
            body(
                "Bob Stone <"
                    + people.get(0)
                    + ">; "
                    + people.get(1)
                    + "\nnobody\n"
                    + people.get(2)));
    answer
        .then()
        .statusCode(202)
        .header("Location", matchesPattern("/invitation/v1/companies/.+/operations/.+"))
        .body("kind", equalTo("INVITATION_BATCH"))
        .body("status", equalTo("RUNNING"))
        .body("total", equalTo(4))
        .body("failed", equalTo(1));

    JsonPath done = batches.done(answer.header("Location"));
    assertThat(done.getList("results.subject")).containsExactly("1", "1.2", "2", "3");
    assertThat(done.getList("results.outcome"))
        .containsExactly("INVITED", "INVITED", "REFUSED", "INVITED");
    assertThat(done.getList("results.problem.code")).containsExactly("VALIDATION_FAILED");
    assertThat(done.getInt("done")).isEqualTo(4);
    assertThat(acme.status(UUID.fromString(done.getString("results[0].resource"))))
        .isEqualTo("PENDING");
    people.forEach(person -> assertThat(Mails.await(person).text()).contains("#token="));
    people.forEach(person -> assertThat(Mails.to(person)).hasSize(1));
  }

  @Test
  @DisplayName("INV-12 what was pasted is kept until its row is through, and never in results")
  void scrubbed() {
    String location = batches.accepted(body(String.join("\n", addresses(3)) + "\nno@body"));
    batches.done(location);
    assertThat(batches.count("batch_row where company_id = ? and draft is not null")).isZero();
    assertThat(
            batches.count(
                "operation_result where company_id = ? and (subject like '%@%' or outcome like"
                    + " '%@%')"))
        .isZero();
  }

  @Test
  @DisplayName("INV-12 a row's own values go before the defaults")
  void ownValues() {
    List<String> people = addresses(2);
    String location =
        batches.accepted(
            body(
                List.of(
                    Map.of(
                        "email", people.get(0),
                        "role", "MANAGER",
                        "jobTitle", "Engineer",
                        "language", "de"),
                    Map.of("email", people.get(1)))));
    JsonPath done = batches.done(location);
    acme.get(UUID.fromString(done.getString("results[0].resource")))
        .then()
        .body("role", equalTo("MANAGER"))
        .body("jobTitle", equalTo("Engineer"))
        .body("language", equalTo("de"));
    acme.get(UUID.fromString(done.getString("results[1].resource")))
        .then()
        .body("role", equalTo("USER"))
        .body("firstName", nullValue());
  }

  @Test
  @DisplayName("INV-12 names that a batch leaves out are required on accepting")
  void namesLater() {
    String person = someone("bob");
    batches.done(batches.accepted(body(person)));
    String token = Acme.token(person);
    Acme.lookUp(token)
        .then()
        .statusCode(200)
        .body("firstName", nullValue())
        .body("lastName", nullValue());
    Acme.accept(token, "correct horse battery staple")
        .then()
        .spec(invalid("/firstName"))
        .spec(invalid("/lastName"));
    Acme.post(
            "accept",
            Map.of(
                "token", token,
                "password", "correct horse battery staple",
                "firstName", "Bob",
                "lastName", "Stone"))
        .then()
        .statusCode(201);
  }

  @Test
  @DisplayName("INV-4 a row whose seat billing refuses is REFUSED, and the others are invited")
  void noFreeLicense() {
    String location = batches.accepted(body(String.join("\n", addresses(2))));
    Eventually.holds(() -> assertThat(batches.requested()).hasSize(2));
    UUID refused = batches.requested().getFirst();
    acme.refuse(refused, 1, "NO_FREE_LICENSE");
    JsonPath done = batches.done(location);
    assertThat(done.getInt("done")).isEqualTo(2);
    assertThat(done.getInt("failed")).isEqualTo(1);
    assertThat(done.getString("results.find { it.resource == '" + refused + "' }.problem.code"))
        .isEqualTo("NO_FREE_LICENSE");
  }

  @Test
  @DisplayName("INV-12 an invitation revoked before its seat was granted doesn't hold up the batch")
  void revoked() {
    String location = batches.accepted(body(someone("bob")));
    Eventually.holds(() -> assertThat(batches.requested()).hasSize(1));
    acme.asAda()
        .delete(Acme.INVITATIONS + "/" + batches.requested().getFirst())
        .then()
        .statusCode(204);
    JsonPath done = batches.done(location);
    assertThat(done.getString("results[0].problem.code")).isEqualTo("INVITATION_REVOKED");
  }

  @Test
  @DisplayName("INV-12 who asks to wait (Prefer) gets 200 when every row is through")
  void waits() {
    Eventually.holds(this::waitsInTime);
  }

  /** Again where a busy machine kept the call for longer than it waits, 10 s at most. */
  private void waitsInTime() {
    signUp();
    CompletableFuture<Void> billing =
        CompletableFuture.runAsync(
            () -> {
              var asked = OutboxRows.await(acme.id, "rollcall.invitation.requested.v1");
              acme.grant(UUID.fromString(asked.aggregateId()), 1);
            });
    acme.asAda()
        .header("Prefer", "wait=10")
        .body(body(someone("bob")))
        .post(BATCHES)
        .then()
        .statusCode(200)
        .body("status", equalTo("DONE"))
        .body("done", equalTo(1));
    billing.join();
  }

  @Test
  @DisplayName("INV-2 rows whose inviter is gone by then are refused")
  void inviterGone() {
    Member admin = acme.joined("COMPANY_ADMIN", "COMPANY", "invitations.create");
    UUID batch = UUID.randomUUID();
    admin.deleted();
    Eventually.holds(() -> acme.as(admin).body(body("bob")).post(BATCHES).then().statusCode(404));
    ServiceDatabase.value(
        """
        with begun as (
          insert into operation values (?, ?, 'INVITATION_BATCH', 'RUNNING', ?, ?, 'test', 1, 0, 0,
            now(), now()) returning company_id, operation_id),
        waits as (
          insert into batch_row (company_id, operation_id, position, subject, state, draft)
          select company_id, operation_id, 1, '1', 'WAITING', '{"email":"bob@acme.test"}' from begun)
        insert into job (id, kind, company_id, subject, due_at, timeline, causation_id,
          traceparent)
        select gen_random_uuid(), 'invitation.batch', company_id, operation_id || '/1-1', now(),
          'REAL', 'test', '' from begun
        returning 'planned'
        """,
        acme.id,
        batch,
        admin.userId(),
        admin.personId());
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select problem from operation_result where operation_id = ?", batch))
                .contains("INVITER_GONE"));
  }

  @Test
  @DisplayName("X-1 a batch whose jobs are claimed again and again invites each person once")
  void claimedAgain() {
    acme.licensed(14); // fifty mails of a day and five for each of these (CO-7)
    List<String> people = addresses(120);
    String location = batches.accepted(body(String.join("\n", people)));
    Eventually.holds(
        () -> {
          ServiceDatabase.value(
              """
              update job set leased_until = '-infinity'
              where kind = 'invitation.batch' and company_id = ? returning 'lost'
              """,
              acme.id);
          assertThat(batches.count("batch_row where company_id = ? and state = 'WAITING'"))
              .isZero();
        });
    assertThat(batches.count("invitation where company_id = ?")).isEqualTo(120);
    assertThat(batches.count("(select distinct address from invitation where company_id = ?) as a"))
        .isEqualTo(120);
    assertThat(OutboxRows.typesOf(acme.id))
        .hasSize(120)
        .containsOnly("rollcall.invitation.requested.v1");
    JsonPath done = batches.done(location);
    assertThat(done.getInt("done")).isEqualTo(120);
    assertThat(Collections.frequency(done.getList("results.outcome"), "INVITED")).isEqualTo(120);
    Eventually.holds(
        () ->
            assertThat(batches.count("mail where company_id = ? and status = 'SENT'"))
                .isEqualTo(120));
    assertThat(batches.count("mail where company_id = ?")).isEqualTo(120);
    people.subList(0, 3).forEach(person -> assertThat(Mails.to(person)).hasSize(1));
  }

  @Test
  @DisplayName("INV-11 two like batches and single invitations at once: one invitation a person")
  void race() {
    List<String> people = addresses(20);
    Map<String, Object> body = body(String.join("\n", people));
    List<CompletableFuture<String>> racing =
        List.of(
            CompletableFuture.supplyAsync(() -> batches.accepted(body)),
            CompletableFuture.supplyAsync(() -> batches.accepted(body)));
    people.forEach(
        person -> acme.asAda().header("Prefer", "wait=0").body(bob(person)).post(Acme.INVITATIONS));
    List<JsonPath> done = racing.stream().map(CompletableFuture::join).map(batches::done).toList();
    assertThat(batches.count("invitation where company_id = ?")).isEqualTo(20);
    assertThat(done).allSatisfy(operation -> assertThat(operation.getInt("done")).isEqualTo(20));
    assertThat(done.stream().flatMap(one -> one.<String>getList("results.problem.code").stream()))
        .containsOnly("ALREADY_INVITED");
  }
}
