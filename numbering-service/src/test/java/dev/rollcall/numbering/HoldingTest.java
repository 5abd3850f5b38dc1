package dev.rollcall.numbering;

import static dev.rollcall.platform.test.Problems.invalid;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  @DisplayName("NUM-2 NUM-9 a search goes on behind what is sold, however much that is")
  void searchGoesOn() throws SQLException {
    var world = NumberingWorld.open();

    for (int page = 0; page < 4; page++) {
      List<String> found = search(world, "areaCode", "212", "limit", "200").path("items.e164");
      assertThat(found).hasSize(200);
      sellAtCarrier(found);
    }
  }

  @Test
  @DisplayName("NUM-2 a number is found by its digits, with its area code and without")
  void searchDigits() {
    var world = NumberingWorld.open();
    String e164 = search(world, "areaCode", "503").path("items[7].e164");

    search(world, "areaCode", "503", "contains", e164.substring(5))
        .then()
        .body("items.e164", contains(e164));
    search(world, "contains", e164.substring(2)).then().body("items.e164", contains(e164));
  }

  @Test
  @DisplayName("NUM-2 an area code that does not exist has no numbers")
  void searchNowhere() {
    search(NumberingWorld.open(), "areaCode", "555").then().body("items", empty());
  }

  @Test
  @DisplayName("API limit is 1 to 200, and 50 unless told")
  void searchLimit() {
    var world = NumberingWorld.open();

    search(world, "areaCode", "303").then().body("items", hasSize(50));
    search(world, "areaCode", "303", "limit", "200").then().body("items", hasSize(200));
    for (String limit : List.of("0", "201", "ten")) {
      world
          .asAdmin()
          .queryParam("country", "US")
          .queryParam("limit", limit)
          .get("/available-numbers")
          .then()
          .spec(invalid("/?limit"));
    }
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
  @DisplayName("NUM-2 of parallel holds on many numbers a company gets as many as it may have")
  void mostHolds() throws InterruptedException {
    var world = NumberingWorld.open();
    List<String> numbers = search(world, "areaCode", "646", "limit", "60").path("items.e164");
    List<Callable<Response>> calls =
        numbers.stream().map(e164 -> (Callable<Response>) () -> world.hold(e164)).toList();

    List<Response> answers;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answers = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    }

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(50);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() != 201)
        .hasSize(10)
        .allSatisfy(answer -> answer.then().spec(problem(409, "TOO_MANY_HOLDS")));
  }

  @Test
  @DisplayName("NUM-2 NUM-9 a number that another company has bought is taken")
  void boughtByAnother() {
    var world = NumberingWorld.open();
    String e164 = NumberingWorld.open().bought("LOCAL");

    world.hold(e164).then().spec(problem(409, "NUMBER_TAKEN"));
  }

  @Test
  @DisplayName("NUM-2 API a hold has an ETag; who changes it on a stale one is refused")
  void etag() {
    var world = NumberingWorld.open();
    Response hold = world.hold(world.available("LOCAL"));
    String id = hold.path("id");
    String until = Instant.parse(hold.path("createdAt")).plus(Duration.ofHours(1)).toString();
    String first = hold.header("ETag");

    String second =
        world
            .asAdmin()
            .header("If-Match", first)
            .body(Map.of("expiresAt", until))
            .patch("/number-holds/{id}", id)
            .then()
            .statusCode(200)
            .extract()
            .header("ETag");

    assertThat(second).isNotEqualTo(first);
    world
        .asAdmin()
        .get("/number-holds/{id}", id)
        .then()
        .statusCode(200)
        .header("ETag", equalTo(second));
    world
        .asAdmin()
        .header("If-Match", first)
        .body(Map.of("expiresAt", until))
        .patch("/number-holds/{id}", id)
        .then()
        .spec(problem(412, "STALE_VERSION"));
    world
        .asAdmin()
        .header("If-Match", first)
        .delete("/number-holds/{id}", id)
        .then()
        .spec(problem(412, "STALE_VERSION"));
    world
        .asAdmin()
        .header("If-Match", second)
        .delete("/number-holds/{id}", id)
        .then()
        .statusCode(204);
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

  private static Response search(NumberingWorld world, String... parameters) {
    RequestSpecification search = world.asAdmin().queryParam("country", "US");
    for (int i = 0; i < parameters.length; i += 2) {
      search.queryParam(parameters[i], parameters[i + 1]);
    }
    Response answer = search.get("/available-numbers");
    answer.then().statusCode(200);
    return answer;
  }

  private static void sellAtCarrier(List<String> numbers) throws SQLException {
    try (var carrier = ServiceDatabase.owner();
        var sale =
            carrier.prepareStatement(
                "insert into inventory_order (e164, order_id) select unnest(?), ?")) {
      sale.setArray(1, carrier.createArrayOf("text", numbers.toArray()));
      sale.setObject(2, UUID.randomUUID());
      sale.executeUpdate();
    }
  }
}
