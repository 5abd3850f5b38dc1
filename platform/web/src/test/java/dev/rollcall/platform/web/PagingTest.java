package dev.rollcall.platform.web;

import static dev.rollcall.platform.web.ProblemsTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.TestTokens;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keyset paging (API.md, Conventions). */
@RollcallTest(service = "invitation")
class PagingTest {

  private final Member member = Member.holding("things.read", "things.manage").known();

  @BeforeEach
  void fiveThings() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      member
          .asks()
          .body("{\"name\":\"" + name + "\"}")
          .post(member.path("/things"))
          .then()
          .statusCode(201);
    }
  }

  private ValidatableResponse list(String query) {
    return member.asks().urlEncodingEnabled(false).get(member.path("/things" + query)).then();
  }

  @Test
  @DisplayName("API a list is walked to its end by the Link header, each item once")
  void walk() {
    var names = new ArrayList<String>();
    String next = member.path("/things?limit=2&q=x%20y");
    while (next != null) {
      ValidatableResponse page =
          member.asks().urlEncodingEnabled(false).get(next).then().statusCode(200);
      names.addAll(page.extract().path("items.name"));
      String link = page.extract().header("Link");
      next = link == null ? null : link.substring(1, link.indexOf('>'));
    }

    assertThat(names).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  @DisplayName("SEC only a trusted proxy says under which host and prefix a service is reached")
  void forwarded() throws IOException {
    assertThat(listFrom("127.0.0.1")).contains("/claimed" + member.path("/things") + "?");
    assertThat(listFrom("127.0.0.2"))
        .contains("<" + member.path("/things") + "?")
        .doesNotContain("claimed");
  }

  /** The first page, asked from that address with a proxy's claims. */
  private String listFrom(String address) throws IOException {
    try (var socket =
        new Socket(
            InetAddress.getLoopbackAddress(),
            RestAssured.port,
            InetAddress.ofLiteral(address),
            0)) {
      String request =
          """
          GET %s HTTP/1.1
          Host: localhost
          Authorization: Bearer %s
          X-Forwarded-Host: claimed.test
          X-Forwarded-Prefix: /claimed
          X-Forwarded-Proto: https
          Forwarded: for=1.1.1.1;host=claimed.test
          Connection: close

          """
              .formatted(
                  member.path("/things?limit=2"), TestTokens.person(member.person()).token());
      socket
          .getOutputStream()
          .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  @DisplayName("API the last page has no next cursor and no Link")
  void lastPage() {
    list("?limit=5")
        .statusCode(200)
        .body("items", hasSize(5))
        .body("nextCursor", nullValue())
        .header("Link", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "x", "1.5", "99999999999"})
  @DisplayName("API a limit out of range is 422")
  void limit(String limit) {
    isProblem(list("?limit=" + limit), 422, "VALIDATION_FAILED")
        .body("violations[0].pointer", equalTo("/?limit"));
  }

  @Test
  @DisplayName("API a cursor that was tampered with, is broken, or of another list is 422")
  void foreignCursor() {
    String cursor = list("?limit=2").statusCode(200).extract().path("nextCursor");
    char last = cursor.charAt(cursor.length() - 2);
    String tampered =
        cursor.substring(0, cursor.length() - 2)
            + (last == 'A' ? 'B' : 'A')
            + cursor.charAt(cursor.length() - 1);
    String payload = "W" + cursor.substring(1, 3) + "x" + cursor.substring(4);

    list("?limit=2&cursor=" + cursor).statusCode(200);
    list("?limit=3&cursor=" + cursor).statusCode(200);
    for (String query :
        List.of(
            "?cursor=" + tampered,
            "?cursor=" + payload,
            "?cursor=nonsense",
            "?cursor=.",
            "?q=other&cursor=" + cursor)) {
      isProblem(list(query), 422, "VALIDATION_FAILED")
          .body("violations[0].pointer", equalTo("/?cursor"));
    }
  }

  @Test
  @DisplayName("API a cursor reveals nothing of where its page ended, not even how long it is")
  void unreadableCursor() {
    String name = "0-somebody's secret " + "\ud83d\ude00".repeat(198);
    member.asks().body("{\"name\":\"" + name + "\"}").post(member.path("/things"));

    String atSecret = list("?limit=1").statusCode(200).extract().path("nextCursor");
    String atShort = list("?limit=2").statusCode(200).extract().path("nextCursor");

    assertThat(atSecret).matches("[A-Za-z0-9_-]+").hasSameSizeAs(atShort);
    assertThat(new String(Base64.getUrlDecoder().decode(atSecret), StandardCharsets.ISO_8859_1))
        .doesNotContain("secret");
    assertThat(list("?limit=1").extract().<String>path("nextCursor")).isNotEqualTo(atSecret);
    list("?limit=1&cursor=" + atSecret).body("items[0].name", equalTo("a"));
  }

  @Test
  @DisplayName("API a cursor is of its list however the path is written")
  void pathWrittenOtherwise() {
    String cursor = list("?limit=2").statusCode(200).extract().path("nextCursor");
    String path = member.path("/things");
    String company = path.split("/")[4];

    member
        .asks()
        .get(path.replace(company, company.toUpperCase(Locale.ROOT)) + "/?cursor=" + cursor)
        .then()
        .statusCode(200);
  }

  @Test
  @DisplayName("API a cursor of another company's list is 422")
  void anotherCompanysCursor() {
    String cursor = list("?limit=2").statusCode(200).extract().path("nextCursor");
    Member other = Member.holding("things.read").known();

    isProblem(
        other.asks().get(other.path("/things?cursor=" + cursor)).then(), 422, "VALIDATION_FAILED");
  }
}
