package dev.rollcall.platform.test;

import static io.restassured.RestAssured.given;

import java.time.Duration;
import java.util.Map;

/**
 * Moves product time of the service under test (API.md, Test clock); closing moves it back.
 *
 * <pre>{@code
 * try (var _ = ProductTime.ahead(Duration.ofHours(25))) {
 *   …
 * }
 * }</pre>
 */
public final class ProductTime implements AutoCloseable {

  private static final String CLOCK = "/internal/clock";
  private static final int OK = 200;

  private ProductTime() {}

  /** Product time is ahead of real time by that much, on every replica, when this answers. */
  public static ProductTime ahead(Duration offset) {
    given()
        .contentType("application/json")
        .body(Map.of("offset", offset.toString()))
        .put(CLOCK)
        .then()
        .statusCode(OK);
    return new ProductTime();
  }

  @Override
  public void close() {
    given().delete(CLOCK).then().statusCode(OK);
  }
}
