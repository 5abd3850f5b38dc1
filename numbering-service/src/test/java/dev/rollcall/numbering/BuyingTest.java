package dev.rollcall.numbering;

import static dev.rollcall.platform.test.Problems.invalid;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollcall.numbering.buying.CompletePurchase;
import dev.rollcall.platform.test.Contracts;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.OutboxRows.OutboxRow;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "numbering")
class BuyingTest {

  @Inject MeterRegistry metrics;
  @Inject CompletePurchase completePurchase;

  @Test
  @DisplayName(
      "NUM-2 a held number is bought once billing agrees, and lies in the reserved pool; who waits is answered")
  void buy() {
    Eventually.holds(this::buyInTime);
  }

  /** Again where a busy machine kept the call for longer than it waits, 10 s at most. */
  private void buyInTime() {
    var world = NumberingWorld.open();
    String e164 = world.available("LOCAL");
    String hold = world.hold(e164).path("id");
    var waiting =
        CompletableFuture.supplyAsync(
            () ->
                world
                    .asAdmin()
                    .header("Prefer", "wait=10")
                    .body(Map.of("holdId", hold, "officeId", world.office))
                    .post("/numbers"));

    world.grant(world.purchaseRequested(e164));

    waiting
        .join()
        .then()
        .statusCode(201)
        .body("e164", equalTo(e164))
        .body("state", equalTo("RESERVED"))
        .body("assignee", nullValue());
    world.asAdmin().get("/reserved-numbers").then().body("items.e164", hasItem(e164));
    assertThat(world.published(e164))
        .containsExactly("rollcall.number.purchase-requested.v1", "rollcall.number.bought.v1");
    OutboxRows.ofAggregate(e164).forEach(row -> Contracts.validate(row.type(), row.payload()));
    assertThat(OutboxRows.ofAggregate(e164))
        .extracting(OutboxRow::aggregateVersion)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("X-2 billing's answer twice buys once")
  void answerTwice() {
    var world = NumberingWorld.open();
    String e164 = world.available("LOCAL");
    String hold = world.hold(e164).path("id");
    world.requestPurchase(hold).then().statusCode(202);
    OutboxRow request = world.purchaseRequested(e164);

    world.grant(request);
    world.grant(request);
    world.awaitState(e164, "RESERVED");

    Eventually.staysSo(Duration.ofSeconds(1), () -> assertThat(world.published(e164)).hasSize(2));
  }

  @Test
  @DisplayName("NUM-2 billing refuses: nothing is bought and the number is free again")
  void refused() {
    Eventually.holds(this::refusedInTime);
  }

  /** Again where a busy machine kept the call for longer than it waits, 10 s at most. */
  private void refusedInTime() {
    var world = NumberingWorld.open();
    String e164 = world.available("LOCAL");
    String hold = world.hold(e164).path("id");
    var waiting =
        CompletableFuture.supplyAsync(
            () ->
                world
                    .asAdmin()
                    .header("Prefer", "wait=10")
                    .body(Map.of("holdId", hold, "officeId", world.office))
                    .post("/numbers"));

    world.refuse(world.purchaseRequested(e164));

    waiting.join().then().spec(problem(409, "COMPANY_SUSPENDED"));
    assertThat(world.published(e164)).endsWith("rollcall.number.purchase-failed.v1");
    world.asAdmin().get("/numbers/{e164}", e164).then().spec(problem(404, "NOT_FOUND"));
    NumberingWorld.open().hold(e164).then().statusCode(201);
  }

  @Test
  @DisplayName(
      "NUM-9 a race lost at the carrier fails the purchase, so that billing gives the charge back")
  void lostAtCarrier() throws SQLException {
    var world = NumberingWorld.open();
    String e164 = world.available("LOCAL");
    String hold = world.hold(e164).path("id");
    try (var carrier = ServiceDatabase.owner();
        var sale =
            carrier.prepareStatement(
                "insert into inventory_order (e164, order_id) values (?, ?)")) {
      sale.setString(1, e164);
      sale.setObject(2, UUID.randomUUID());
      sale.executeUpdate();
    }
    world.requestPurchase(hold).then().statusCode(202);

    world.grant(world.purchaseRequested(e164));

    OutboxRow failed = OutboxRows.await(world.company, "rollcall.number.purchase-failed.v1");
    Contracts.validate(failed.type(), failed.payload());
    assertThat(failed.payload().path("state").asText()).isEqualTo("AVAILABLE");
  }

  @Test
  @DisplayName(
      "NUM-2 a hold buys once; a foreign hold is refused, an unknown office is not guessed at while identity is away")
  void onceAndOwn() {
    var world = NumberingWorld.open();
    var other = NumberingWorld.open();
    String hold = world.hold(world.available("LOCAL")).path("id");

    other.requestPurchase(hold).then().spec(invalid("/holdId"));
    world
        .asAdmin()
        .body(Map.of("holdId", hold, "officeId", other.office))
        .post("/numbers")
        .then()
        .spec(problem(503, "IDENTITY_UNAVAILABLE"));
    world.requestPurchase(hold).then().statusCode(202);
    world.requestPurchase(hold).then().spec(problem(410, "HOLD_EXPIRED"));
  }

  @Test
  @DisplayName("X-1 NUM-9 the carrier is asked as often as it takes, every few seconds")
  void orderIsNeverGivenUp() {
    assertThat(completePurchase.maxAttempts()).isEqualTo(Integer.MAX_VALUE);
    assertThat(completePurchase.backoff(1)).isLessThan(Duration.ofSeconds(1));
    assertThat(completePurchase.backoff(1_000)).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  @DisplayName(
      "X-1 NUM-2 a purchase that waits past its deadline raises an alarm and asks again, as it asked")
  void overdue() throws SQLException {
    var world = NumberingWorld.open();
    String e164 = world.available("LOCAL");
    world.requestPurchase(world.hold(e164).path("id")).then().statusCode(202);
    OutboxRow request = world.purchaseRequested(e164);
    double before = overdueCount();

    change(
        "update job set due_at = now() where kind = 'purchase-deadline' and subject = ?",
        NumberingWorld.processId(request));

    Eventually.holds(() -> assertThat(overdueCount()).isGreaterThan(before));
    OutboxRow again = OutboxRows.ofAggregate(e164).getLast();
    assertThat(again.type()).isEqualTo("rollcall.number.purchase-requested.v1");
    assertThat(again.payload().path("again").asBoolean()).isTrue();
    ObjectNode asked = again.payload().deepCopy();
    asked.remove("again");
    assertThat((JsonNode) asked).isEqualTo(request.payload());
    assertThat(again.aggregateVersion()).isGreaterThan(request.aggregateVersion());
    world.grant(again);
    world.awaitState(e164, "RESERVED");
  }

  @Test
  @DisplayName("X-1 NUM-2 a settled purchase has no alarm left")
  void inTime() {
    var world = NumberingWorld.open();

    world.bought("LOCAL");

    assertThat(
            ServiceDatabase.value(
                "select count(*) from job where kind = 'purchase-deadline' and company_id = ?",
                world.company))
        .contains("0");
  }

  @Test
  @DisplayName("NUM-2 a purchase refused while its number is read is answered as refused")
  void refusedMeanwhile() throws SQLException {
    var world = NumberingWorld.open();
    String e164 = world.available("LOCAL");
    Map<String, Object> purchase =
        Map.of("holdId", world.hold(e164).path("id"), "officeId", world.office);
    buy(world, purchase).then().statusCode(202);

    CompletableFuture<Response> waiting;
    try (var database = ServiceDatabase.admin()) {
      database.setAutoCommit(false);
      change(
          database,
          "update purchase set state = 'FAILED', refusal = 'COMPANY_SUSPENDED' where e164 = ?",
          e164);
      change(database, "delete from phone_number where e164 = ?", e164);
      change(database, "lock table phone_number in access exclusive mode");
      waiting = CompletableFuture.supplyAsync(() -> buy(world, purchase));
      Eventually.there("the reader of the number", BuyingTest::waitingForTable);
      database.commit();
    }

    waiting.join().then().spec(problem(409, "COMPANY_SUSPENDED"));
  }

  private static Response buy(NumberingWorld world, Map<String, Object> purchase) {
    return world
        .asAdmin()
        .header("Prefer", "wait=0")
        .header("Idempotency-Key", "refused-meanwhile")
        .body(purchase)
        .post("/numbers");
  }

  private static Optional<String> waitingForTable() {
    return ServiceDatabase.value(
        "select pid from pg_locks where relation = 'phone_number'::regclass and not granted");
  }

  private double overdueCount() {
    return metrics.counter("rollcall.process.overdue", "process", "buy-number").count();
  }

  private static void change(String sql, Object... arguments) throws SQLException {
    try (var database = ServiceDatabase.admin()) {
      change(database, sql, arguments);
    }
  }

  private static void change(Connection database, String sql, Object... arguments)
      throws SQLException {
    try (var statement = database.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      statement.executeUpdate();
    }
  }
}
