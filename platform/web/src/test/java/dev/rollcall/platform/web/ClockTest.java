package dev.rollcall.platform.web;

import static dev.rollcall.platform.web.ProblemsTest.isProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.time.ProductClock;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test clock (API.md; X-4). */
@RollcallTest(service = "invitation")
class ClockTest {

  @Inject ProductClock clock;
  @Inject Pool pool;

  private static ValidatableResponse move(String offset) {
    return given()
        .contentType(ContentType.JSON)
        .body("{\"offset\":\"" + offset + "\"}")
        .put("/internal/clock")
        .then();
  }

  @AfterEach
  void back() {
    given().delete("/internal/clock").then().statusCode(200).body("offset", equalTo("PT0S"));
    assertThat(clock.offset()).isZero();
  }

  @Test
  @DisplayName("X-4 product time is where it was moved to when the call answers")
  void moves() {
    Instant before = Instant.now();
    String now =
        move("PT24H").statusCode(200).body("offset", equalTo("PT24H")).extract().path("now");

    assertThat(clock.offset()).isEqualTo(Duration.ofHours(24));
    assertThat(Duration.between(before, Instant.parse(now)))
        .isBetween(Duration.ofHours(24), Duration.ofHours(25));
    given().get("/internal/clock").then().statusCode(200).body("offset", equalTo("PT24H"));
  }

  @Test
  @DisplayName("X-4 days, and back again")
  void days() {
    move("P46D").statusCode(200).body("offset", equalTo("PT1104H"));
    move("PT-1H").statusCode(200);
    assertThat(clock.offset()).isEqualTo(Duration.ofHours(-1));
  }

  @Test
  @DisplayName("X-4 a move that happened on another replica arrives here")
  void otherReplica() {
    pool.query("update clock set offset_micros = 3600000000, version = version + 1")
        .execute()
        .await()
        .atMost(Eventually.SOON);

    Eventually.holds(() -> assertThat(clock.offset()).isEqualTo(Duration.ofHours(1)));
  }

  @Test
  @DisplayName("X-4 a living replica that does not follow keeps the call from claiming success")
  void replicaBehind() {
    UUID replica = UUID.randomUUID();
    pool.preparedQuery(
            "insert into clock_replica (id, seen_version, seen_at) values ($1, 0, now() + interval"
                + " '1 minute')")
        .execute(Tuple.of(replica))
        .await()
        .atMost(Eventually.SOON);
    try {
      isProblem(move("PT2H"), 503, "CLOCK_NOT_HELD");
    } finally {
      pool.preparedQuery("delete from clock_replica where id = $1")
          .execute(Tuple.of(replica))
          .await()
          .atMost(Eventually.SOON);
    }
  }

  @Test
  @DisplayName("X-4 a move without an offset is 422")
  void noOffset() {
    isProblem(
        given().contentType(ContentType.JSON).body("{}").put("/internal/clock").then(),
        422,
        "VALIDATION_FAILED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "24h", "P1Y", "P400000D", "PT99999999999999999999H"})
  @DisplayName("X-4 an offset that is no duration, or too far, is 422")
  void invalid(String offset) {
    isProblem(move(offset), 422, "VALIDATION_FAILED")
        .body("violations[0].pointer", equalTo("/offset"));
  }
}
