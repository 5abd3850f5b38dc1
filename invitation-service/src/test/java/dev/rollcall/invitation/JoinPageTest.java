package dev.rollcall.invitation;

import static dev.rollcall.platform.test.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.rollcall.platform.test.RollcallTest;
import io.quarkus.test.common.WithTestResource;
import io.restassured.http.Headers;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class JoinPageTest {

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"GET", "HEAD"})
  @DisplayName("INV-7 SEC the page says to GET and HEAD alike what a browser may do with it")
  void headers(Method method) {
    hardened(given().request(method, "/join").then().statusCode(200))
        .header("Content-Type", equalTo("text/html; charset=utf-8"))
        .header("ETag", startsWith("\""))
        .header("Cache-Control", equalTo("no-cache"));
  }

  @ParameterizedTest
  @CsvSource({
    "/join/welcome,text/html; charset=utf-8",
    "/join/join.js,text/javascript; charset=utf-8",
    "/join/token.js,text/javascript; charset=utf-8",
    "/join/words-de.js,text/javascript; charset=utf-8",
    "/join/join.css,text/css; charset=utf-8",
    "/join/join.svg,image/svg+xml"
  })
  @DisplayName("INV-16 what the page loads, and the page after joining, are as strict")
  void files(String path, String type) {
    hardened(given().get(path).then().statusCode(200))
        .header("Content-Type", equalTo(type))
        .body(not(emptyString()));
  }

  @Test
  @DisplayName("The page is sent once: asked for again with its ETag, it is 304 without a body")
  void notModified() {
    String tag = given().get("/join").then().extract().header("ETag");

    hardened(given().header("If-None-Match", tag).get("/join").then().statusCode(304))
        .header("ETag", equalTo(tag))
        .body(emptyString());
    given().header("If-None-Match", "\"other\"", tag).get("/join").then().statusCode(304);
  }

  @Test
  @DisplayName("API the page's own headers stand alone, and whoever takes no HTML gets none")
  void ownHeaders() {
    Headers headers = given().get("/join").then().statusCode(200).extract().headers();

    assertThat(headers.getValues("Cache-Control")).containsExactly("no-cache");
    assertThat(headers.getValues("X-Content-Type-Options")).containsExactly("nosniff");
    given().accept("image/png").get("/join").then().spec(problem(406, "NOT_ACCEPTABLE"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/join/nothing.js", "/join/join.html", "/join/..%2fapplication.properties"})
  @DisplayName("SEC nothing else is served under /join")
  void nothingElse(String path) {
    given().urlEncodingEnabled(false).get(path).then().spec(problem(404, "NOT_FOUND"));
  }

  @Test
  @DisplayName("INV-7 the page is not posted to, and is no part of the API")
  void noApi() {
    given().post("/join").then().spec(problem(405, "METHOD_NOT_ALLOWED"));
    given().get("/q/openapi").then().body(not(containsString("/join/")));
  }

  private static ValidatableResponse hardened(ValidatableResponse response) {
    return response
        .header(
            "Content-Security-Policy",
            allOf(
                startsWith("default-src 'none'; script-src 'self'; style-src 'self';"),
                containsString("connect-src 'self'"),
                containsString("form-action 'none'"),
                containsString("frame-ancestors 'none'"),
                containsString("base-uri 'none'"),
                containsString("trusted-types 'none'"),
                not(containsString("unsafe"))))
        .header("Referrer-Policy", equalTo("no-referrer"))
        .header("X-Content-Type-Options", equalTo("nosniff"))
        .header("Cross-Origin-Opener-Policy", equalTo("same-origin"));
  }
}
