package dev.rollcall.numbering;

import static dev.rollcall.platform.test.Problems.invalid;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "numbering")
class HoldingTest {

  @Test
  @DisplayName("NUM-2 a search finds numbers of the area code that nobody holds")
  void search() {
    var world = NumberingWorld.open();
    String held = world.available("LOCAL");
    world.hold(held).then().statusCode(201);

    world
        .asAdmin()
        .queryParam("country", "US")
        .queryParam("areaCode", "415")
        .queryParam("limit", "5")
        .get("/available-numbers")
        .then()
        .statusCode(200)
        .body("items", hasSize(5))
        .body("items.e164", everyItem(startsWith("+1415")))
        .body("items.e164", not(hasItem(held)));
  }

  @Test
  @DisplayName("NUM-2 a search that can't be understood names what is wrong")
  void searchInvalid() {
    var world = NumberingWorld.open();

    world
        .asAdmin()
        .queryParam("country", "XX")
        .get("/available-numbers")
        .then()
        .spec(invalid("/?country"));
    world
        .asAdmin()
        .queryParam("country", "US")
        .queryParam("areaCode", "4a5")
        .get("/available-numbers")
        .then()
        .spec(invalid("/?areaCode"));
  }

  @Test
  @DisplayName("NUM-2 of 100 parallel holds on one number, one wins")
  void oneWins() throws InterruptedException {
    var world = NumberingWorld.open();
    String e164 = world.available("LOCAL");
    List<Callable<Response>> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      calls.add(() -> world.hold(e164));
    }

    List<Integer> statuses;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      statuses = threads.invokeAll(calls).stream().map(it -> it.resultNow().statusCode()).toList();
    }

    assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
    assertThat(statuses).filteredOn(status -> status == 409).hasSize(99);
  }

  @Test
  @DisplayName(
      "NUM-2 X-4 an expired hold is free again at the very second, for another company too")
  void expires() {
    var world = NumberingWorld.open();
    var other = NumberingWorld.open();
    String e164 = world.available("LOCAL");
    world.hold(e164).then().statusCode(201);
    other.hold(e164).then().spec(problem(409, "NUMBER_TAKEN"));

    try (var _ = ProductTime.ahead(Duration.ofMinutes(15))) {
      other.hold(e164).then().statusCode(201);
    }
  }

  @Test
  @DisplayName(
      "NUM-2 a hold extends to two hours after its start and not further; let go, the number is free")
  void extendAndRelease() {
    var world = NumberingWorld.open();
    String e164 = world.available("LOCAL");
    Response hold = world.hold(e164);
    String id = hold.path("id");
    Instant start = Instant.parse(hold.path("createdAt"));

    world
        .asAdmin()
        .body(Map.of("expiresAt", start.plus(Duration.ofHours(2)).toString()))
        .patch("/number-holds/{id}", id)
        .then()
        .statusCode(200);
    world
        .asAdmin()
        .body(Map.of("expiresAt", start.plus(Duration.ofHours(2)).plusSeconds(1).toString()))
        .patch("/number-holds/{id}", id)
        .then()
        .spec(invalid("/expiresAt"));
    world.asAdmin().delete("/number-holds/{id}", id).then().statusCode(204);
    world.hold(e164).then().statusCode(201);
  }

  @Test
  @DisplayName("NUM-2 what is no number on offer can't be held")
  void unknownNumber() {
    var world = NumberingWorld.open();

    world.hold("+15555550123").then().spec(invalid("/e164"));
    world.hold("415").then().spec(invalid("/e164"));
  }

  @Test
  @DisplayName("API the same Idempotency-Key holds once and answers the same hold")
  void idempotent() {
    var world = NumberingWorld.open();
    String e164 = world.available("LOCAL");

    Response first =
        world
            .asAdmin()
            .header("Idempotency-Key", "k1")
            .body(Map.of("e164", e164))
            .post("/number-holds");
    Response second =
        world
            .asAdmin()
            .header("Idempotency-Key", "k1")
            .body(Map.of("e164", e164))
            .post("/number-holds");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.<String>path("id")).isEqualTo(first.path("id"));
    assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
  }
}
