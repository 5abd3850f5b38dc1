package dev.rollcall.billing.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.OutboxRows.OutboxRow;
import dev.rollcall.platform.test.Problems;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class OfficeClosingTest {

  private static final String GRANTED = "rollcall.seat-request.closing-granted.v1";
  private static final String REFUSED = "rollcall.seat-request.closing-refused.v1";

  private final UUID process = UUID.randomUUID();
  private Story acme;
  private Member ada;
  private UUID branch;

  @BeforeEach
  void office() {
    acme = Story.signedUp();
    ada = Members.admin(acme.company, "billing.manage", "billing.read").joined();
    branch = acme.opensOffice();
    awaitBranch("OPEN");
  }

  @Test
  @DisplayName("CO-3 an empty office is granted; nothing is sold in it until it is open again")
  void granted() {
    acme.closes(branch, 3, process, 1);
    OutboxRow answer = acme.awaits(GRANTED, process);
    assertThat(answer.aggregateVersion()).isEqualTo(1);
    assertThat(answer.payload().path("officeId").asText()).isEqualTo(branch.toString());

    buy().then().spec(Problems.problem(409, "OFFICE_CLOSING"));

    acme.branch(branch, 4, "OPEN");
    awaitBranch("OPEN");
    buy().then().statusCode(201);
  }

  @Test
  @DisplayName("CO-3 an office with licenses is refused, with those that invitations hold")
  void refused() {
    buy().then().statusCode(201);
    buy().then().statusCode(201);
    UUID invitation = UUID.randomUUID();
    acme.requestedIn(branch, invitation);
    acme.awaits("rollcall.seat-request.granted.v1", invitation);

    acme.closes(branch, 3, process, 1);

    OutboxRow answer = acme.awaits(REFUSED, process);
    assertThat(answer.payload().path("licenses").asInt()).isEqualTo(2);
    assertThat(answer.payload().path("invitations").asInt()).isEqualTo(1);
  }

  @Test
  @DisplayName("CO-3 a seat in an office that closes waits, and is granted when it is open again")
  void waits() {
    buy().then().statusCode(201);
    acme.closes(branch, 3, process, 1);
    acme.awaits(REFUSED, process);

    UUID invitation = UUID.randomUUID();
    acme.requestedIn(branch, invitation);
    awaitWaiting(invitation);
    acme.closes(branch, 4, process, 2);
    awaitAnswers(2);
    acme.branch(branch, 5, "OPEN");

    acme.awaits("rollcall.seat-request.granted.v1", invitation);
    assertThat(acme.answers(invitation)).containsExactly("seat-request.granted");
  }

  @Test
  @DisplayName("CO-3 a seat that waits for an office is refused once that is deleted")
  void waitsInVain() {
    acme.closes(branch, 3, process, 1);
    acme.awaits(GRANTED, process);
    UUID invitation = UUID.randomUUID();
    acme.requestedIn(branch, invitation);
    awaitWaiting(invitation);
    IdentityStand.knows(
        acme.company, acme.withBranch(branch, "DELETED", null, 0).put("version", 4).toString());

    acme.branch(branch, 4, "DELETED");

    OutboxRow refused = acme.awaits("rollcall.seat-request.refused.v1", invitation);
    assertThat(refused.payload().path("code").asText()).isEqualTo("UNKNOWN_OFFICE");
  }

  @Test
  @DisplayName("X-2 each attempt is answered once, whatever else is told of the company meanwhile")
  void once() {
    acme.closes(branch, 3, process, 1);
    acme.awaits(GRANTED, process);
    acme.closes(branch, 4, process, 1);
    acme.closes(branch, 5, process, 2);

    Eventually.holds(
        () ->
            assertThat(acme.answers(process))
                .hasSize(2)
                .containsOnly("seat-request.closing-granted"));
    assertThat(acme.published(GRANTED))
        .extracting(OutboxRow::aggregateVersion)
        .containsExactly(1L, 2L);
  }

  @Test
  @DisplayName(
      "CO-3 nothing is sold in a deleted office, and identity is asked before that is said")
  void deleted() {
    acme.branch(branch, 3, "DELETED");
    awaitBranch("DELETED");
    IdentityStand.knows(
        acme.company, acme.withBranch(branch, "DELETED", null, 0).put("version", 3).toString());

    buy().then().spec(Problems.invalid("/officeId"));
  }

  @RepeatedTest(8)
  @DisplayName(
      "CO-3 bought and closed in the same moment: seen and refused, or closing and not sold")
  void race() throws Exception {
    var together = new CyclicBarrier(2);
    Response bought;
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Response> buying = threads.submit(after(together, this::buy));
      Future<Void> closing =
          threads.submit(
              after(
                  together,
                  () -> {
                    acme.closes(branch, 3, process, 1);
                    return null;
                  }));
      closing.get();
      bought = buying.get();
    }

    String answer =
        Eventually.there("the answer", () -> acme.answers(process).stream().findFirst());
    assertThat(bought.statusCode()).isIn(201, 409);
    assertThat(answer)
        .isEqualTo(
            bought.statusCode() == 201
                ? "seat-request.closing-refused"
                : "seat-request.closing-granted");
  }

  private static <T> Callable<T> after(CyclicBarrier together, Callable<T> call) {
    return () -> {
      together.await(60, TimeUnit.SECONDS);
      return call.call();
    };
  }

  private Response buy() {
    return given()
        .auth()
        .oauth2(ada.token())
        .contentType("application/json")
        .body(Story.order("TALK", "PLUS", 1, branch))
        .post("/billing/v1/companies/{c}/licenses", acme.company);
  }

  private void awaitAnswers(int answers) {
    Eventually.holds(() -> assertThat(acme.answers(process)).hasSize(answers));
  }

  private static void awaitWaiting(UUID invitation) {
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select status from seat where process_id = ?", invitation))
                .contains("WAITING"));
  }

  private void awaitBranch(String status) {
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value("select status from office where office_id = ?", branch))
                .contains(status));
  }
}
