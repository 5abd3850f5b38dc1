package dev.rollcall.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.web.waiting.Waiting;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prefer: wait (API.md, Conventions). */
@RollcallTest(service = "invitation")
class WaitingTest {

  @Inject Waiting waiting;

  private final Member member = Member.holding("things.manage").known();

  private String thing() {
    return member
        .asks()
        .body("{\"name\":\"awaited\"}")
        .post(member.path("/things"))
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private Response await(String thing, String prefer) {
    return member.asks().header("Prefer", prefer).get(member.path("/things/" + thing + "/settled"));
  }

  private void settle(String thing) {
    member.asks().post(member.path("/things/" + thing + "/settle")).then().statusCode(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=5|5",
        "wait=0|0",
        "wait=99|10",
        "respond-async, wait=3|3",
        "wait = 4; foo|4",
        "return=minimal|2",
        "wait=x|2",
        "wait=-1|2",
        "''|2",
        "await=7|2",
        "wait=\"6\"|6"
      })
  @DisplayName("API Prefer: wait=N, at most 10, else 2 seconds")
  void preferred(String prefer, long seconds) {
    assertThat(waiting.preferred(prefer)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  @DisplayName("API no Prefer waits 2 seconds")
  void noPreference() {
    assertThat(waiting.preferred(null)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  @DisplayName("API what is settled already is answered at once")
  void atOnce() {
    String thing = thing();
    settle(thing);

    await(thing, "wait=10")
        .then()
        .statusCode(200)
        .body("settled", equalTo(true))
        .body("looks", equalTo(1));
  }

  @Test
  @DisplayName("API what does not settle is answered as it is when the time is up")
  void timeIsUp() {
    await(thing(), "wait=1")
        .then()
        .statusCode(200)
        .body("settled", equalTo(false))
        .body("millis", greaterThanOrEqualTo(1000))
        .body("company", equalTo(member.company().toString()));
  }

  @Test
  @DisplayName(
      "API twenty waiting callers are woken by the one that settles, on their own contexts")
  void woken() throws Exception {
    String thing = thing();
    try (var threads = Executors.newFixedThreadPool(21)) {
      List<Callable<Response>> calls =
          IntStream.range(0, 20)
              .<Callable<Response>>mapToObj(i -> () -> await(thing, "wait=10"))
              .toList();
      List<Future<Response>> waiting = calls.stream().map(threads::submit).toList();
      await(thing, "wait=1").then().body("settled", equalTo(false));
      settle(thing);

      for (Future<Response> answer : waiting) {
        answer
            .get()
            .then()
            .statusCode(200)
            .body("settled", equalTo(true))
            .body("company", equalTo(member.company().toString()));
      }
    }
  }
}
