package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.invitation.Batches.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a batch comes through: failures, outages, other versions, a change of heart (INV-12). */
@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class BatchRecoveryTest {

  private static final String UNREADABLE = "{\"officeId\":\"nowhere\"}";

  private Acme acme;
  private Batches batches;

  @BeforeEach
  void signUp() {
    acme = Acme.signedUp();
    batches = new Batches(acme);
  }

  @Test
  @DisplayName("INV-12 a job's attempts during an outage are not the failures of its rows")
  void outage() {
    UUID batch = running(acme.ada, UNREADABLE);
    plan(batch, 1, 40);
    Eventually.holds(() -> assertThat(failures(batch)).contains("1"));
    assertThat(problem(batch, "1")).isEmpty();
    ServiceDatabase.value(
        "update batch_row set failures = 5 where operation_id = ? returning 'failed'", batch);
    due("invitation.batch");
    Eventually.holds(() -> assertThat(problem(batch, "1")).contains("INTERNAL_ERROR"));
  }

  @Test
  @DisplayName("INV-2 whoever loses the right to invite invites none of the rows that are left")
  void inviterGoneMeanwhile() throws SQLException {
    Member admin = acme.joined("COMPANY_ADMIN", "COMPANY", "invitations.create");
    UUID batch = running(admin, draft(someone("bob")), draft(someone("ann")));
    try (Connection connection = ServiceDatabase.admin();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "select 1 from batch_row where position = 1 and operation_id = '"
              + batch
              + "' for update");
      plan(batch, 2, 0);
      Eventually.holds(() -> assertThat(waitingForLocks("transactionid")).isPositive());
      admin.deleted();
      Eventually.holds(
          () -> acme.as(admin).body(body("bob")).post(Batches.BATCHES).then().statusCode(404));
      connection.commit();
    }
    Eventually.holds(() -> assertThat(problem(batch, "2")).contains("INVITER_GONE"));
  }

  @Test
  @DisplayName("INV-12 an invitation that another version has decided doesn't hold up the batch")
  void overlooked() {
    String location = batches.accepted(body(someone("bob")));
    Eventually.holds(() -> assertThat(batches.requested()).hasSize(1));
    ServiceDatabase.value(
        """
        update invitation set status = 'REVOKED', ended_at = now()
        where company_id = ? returning 'by a version without batches'
        """,
        acme.id);
    due("invitation.batch-follow");
    Eventually.holds(
        () -> assertThat(batches.operation(location).getString("status")).isEqualTo("DONE"));
    assertThat(batches.operation(location).getString("results[0].problem.code"))
        .isEqualTo("INVITATION_REVOKED");
  }

  @Test
  @DisplayName("INV-12 a batch that is not through is looked after again, and later")
  void looksAgain() {
    String location = batches.accepted(body(someone("bob")));
    Eventually.holds(() -> assertThat(batches.requested()).hasSize(1));
    due("invitation.batch-follow");
    Eventually.holds(
        () ->
            assertThat(
                    batches.count(
                        "job where company_id = ? and kind = 'invitation.batch-follow'"
                            + " and due_at > now() + interval '5 seconds'"))
                .isEqualTo(1));
    batches.done(location);
    due("invitation.batch-follow");
    Eventually.holds(
        () ->
            assertThat(
                    batches.count("job where company_id = ? and kind = 'invitation.batch-follow'"))
                .isZero());
  }

  @Test
  @DisplayName("INV-12 an operation that is DONE is read with each of its results")
  void allOrNothing() throws SQLException {
    UUID batch = running(acme.ada, draft(someone("bob")));
    try (Connection connection = ServiceDatabase.admin();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table operation in access exclusive mode");
      CompletableFuture<JsonPath> reading =
          CompletableFuture.supplyAsync(() -> batches.operation(location(batch)));
      Eventually.holds(() -> assertThat(waitingForLocks("relation")).isPositive());
      statement.execute(
          "insert into operation_result (company_id, operation_id, subject, outcome, position)"
              + " values ('%s', '%s', '1', 'INVITED', 1)".formatted(acme.id, batch));
      statement.execute(
          "update operation set status = 'DONE', done = 1 where operation_id = '" + batch + "'");
      connection.commit();
      assertThat(reading.join().getList("results")).hasSize(1);
    }
  }

  private String location(UUID batch) {
    return "/invitation/v1/companies/" + acme.id + "/operations/" + batch;
  }

  private static String draft(String email) {
    return """
    {"email":"%s","role":"USER","seatSource":"EXISTING"}\
    """
        .formatted(email);
  }

  /** A batch whose rows wait, and which nobody works through yet. */
  private UUID running(Member inviter, String... drafts) {
    UUID batch = UUID.randomUUID();
    ServiceDatabase.value(
        """
        insert into operation values (?, ?, 'INVITATION_BATCH', 'RUNNING', ?, ?, 'test', ?, 0, 0,
          now(), now()) returning 'begun'
        """,
        acme.id,
        batch,
        inviter.userId(),
        inviter.personId(),
        drafts.length);
    for (int position = 1; position <= drafts.length; position++) {
      ServiceDatabase.value(
          """
          insert into batch_row (company_id, operation_id, position, subject, state, draft)
          values (?, ?, ?, ?, 'WAITING', cast(? as jsonb)) returning 'waits'
          """,
          acme.id,
          batch,
          position,
          Integer.toString(position),
          drafts[position - 1]);
    }
    return batch;
  }

  private void plan(UUID batch, int rows, int attempts) {
    ServiceDatabase.value(
        """
        insert into job (id, kind, company_id, subject, due_at, timeline, causation_id, traceparent,
          attempts)
        values (gen_random_uuid(), 'invitation.batch', ?, ?, now(), 'REAL', 'test', '', ?)
        returning 'planned'
        """,
        acme.id,
        batch + "/1-" + rows,
        attempts);
  }

  private void due(String kind) {
    ServiceDatabase.value(
        """
        update job set due_at = now(), not_before = '-infinity'
        where kind = ? and company_id = ? returning 'due'
        """,
        kind,
        acme.id);
  }

  private static Optional<String> failures(UUID batch) {
    return ServiceDatabase.value("select failures from batch_row where operation_id = ?", batch);
  }

  private static Optional<String> problem(UUID batch, String subject) {
    return ServiceDatabase.value(
        "select problem from operation_result where operation_id = ? and subject = ?",
        batch,
        subject);
  }

  private static int waitingForLocks(String kind) {
    return Integer.parseInt(
        ServiceDatabase.value(
                "select count(*) from pg_locks where not granted and locktype = ?", kind)
            .orElseThrow());
  }
}
