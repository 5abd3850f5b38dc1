package dev.rollcall.platform.web;

import static dev.rollcall.platform.web.AccessTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Traps of this stack, 6 and 3. */
@RollcallTest(service = "invitation")
class HangUpTest {

  /** More than the pool has connections, so that a leak would be felt. */
  private static final int CALLS = 25;

  @TestHTTPResource("/")
  URI server;

  private final Member member = Member.holding("things.read", "things.manage").known();

  @Test
  @DisplayName(
      "ARCH a write runs to its end when the client hangs up, and gives its connection back")
  void writesRunToTheEnd() throws Exception {
    int doneBefore = ThingResource.SLOW_WRITES_DONE.get();
    member.asks().get(member.path("/things")).then().statusCode(200);

    for (int i = 0; i < CALLS; i++) {
      callAndHangUp("{\"name\":\"slow-" + i + "\"}");
    }

    eventually(() -> ThingResource.SLOW_WRITES_DONE.get() == doneBefore + CALLS);
    int things =
        member
            .asks()
            .get(member.path("/things"))
            .then()
            .statusCode(200)
            .extract()
            .<java.util.List<Object>>path("items")
            .size();
    assertThat(things).isEqualTo(CALLS);
  }

  private void callAndHangUp(String body) throws Exception {
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      String request =
          """
          POST %s HTTP/1.1\r
          Host: localhost\r
          Authorization: Bearer %s\r
          Content-Type: application/json\r
          Content-Length: %d\r
          \r
          %s\
          """
              .formatted(
                  member.path("/slow-writes"),
                  TestTokens.person(member.person()).token(),
                  body.length(),
                  body);
      int begun = ThingResource.SLOW_WRITES_BEGUN.get();
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      eventually(() -> ThingResource.SLOW_WRITES_BEGUN.get() > begun);
    }
  }

  @Test
  @DisplayName("ARCH a large body is read on the event loop, where Hibernate Reactive works")
  void largeBody() {
    String body =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "\"key-" + i + "\":\"value-" + i + "\"")
            .collect(Collectors.joining(",", "{", "}"));

    member
        .asks()
        .body(body)
        .post(member.path("/large"))
        .then()
        .statusCode(200)
        .body("size", equalTo(20_000));
  }
}
