package dev.rollcall.platform.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.platform.test.RollcallTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every case of API.md, Conventions, that is not a 2xx. */
@RollcallTest(service = "invitation")
class ProblemsTest {

  private static ValidatableResponse post(String body) {
    return given().contentType(ContentType.JSON).body(body).post("/test/v1/everything").then();
  }

  static ValidatableResponse isProblem(ValidatableResponse answer, int status, String code) {
    return answer
        .statusCode(status)
        .contentType("application/problem+json")
        .header("X-Request-Id", notNullValue())
        .body("status", equalTo(status))
        .body("code", equalTo(code))
        .body(
            "type",
            equalTo("urn:rollcall:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-')))
        .body("title", notNullValue())
        .body("detail", notNullValue())
        .body("requestId", notNullValue());
  }

  private static void isInvalid(ValidatableResponse answer, String pointer) {
    isProblem(answer, 422, "VALIDATION_FAILED")
        .body("violations[0].pointer", equalTo(pointer))
        .body("violations[0].message", notNullValue())
        .body("violations[0].message", not(containsString("dev.rollcall")))
        .body("violations[0].message", not(containsString("java.")));
  }

  @Test
  @DisplayName("API a valid body is read and written back strictly")
  void validBody() {
    post("""
    {"name":"x","id":"01999999-0000-7000-8000-000000000001","at":"2026-03-11T09:00:00+02:00",
     "day":"2026-03-11","colour":"RED","flag":true,"parts":[{"label":"a","count":1}],
     "labels":{"k":"v"}}\
    """)
        .statusCode(200)
        .body("at", equalTo("2026-03-11T07:00:00Z"))
        .body("day", equalTo("2026-03-11"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{", "not json", "{\"name\":\"x\"} {}", "{\"name\":\"x\"} trailing",
        "{\"name\":\"x\",\"name\":\"y\"}", "{\"name\":\"x\",}", "   ", "null",
        "{\"name\":\"x\",\"\\ud800\":1}", "{\"name\":\"x\",\"labels\":{\"\\ud800\":\"v\"}}"
      })
  @DisplayName("API what is not one well-formed JSON document is 400")
  void malformed(String body) {
    isProblem(post(body), 400, "MALFORMED_REQUEST");
  }

  @Test
  @DisplayName("API no body where one is needed is 400")
  void emptyBody() {
    isProblem(
        given().contentType(ContentType.JSON).post("/test/v1/everything").then(),
        400,
        "MALFORMED_REQUEST");
  }

  static Stream<Arguments> invalidBodies() {
    return Stream.of(
        Arguments.of("{\"name\":\"x\",\"nmae\":1}", "/nmae"),
        Arguments.of(
            "{\"name\":\"x\",\"parts\":[{\"label\":\"a\",\"count\":1,\"z\":1}]}", "/parts/0/z"),
        Arguments.of("{\"name\":\"x\",\"a/b~c\":1}", "/a~1b~0c"),
        Arguments.of("{\"name\":1}", "/name"),
        Arguments.of("{\"name\":true}", "/name"),
        Arguments.of("{\"name\":[]}", "/name"),
        Arguments.of("{\"name\":\"x\",\"flag\":\"true\"}", "/flag"),
        Arguments.of("{\"name\":\"x\",\"flag\":1}", "/flag"),
        Arguments.of("{\"name\":\"x\",\"id\":\"1-1-1-1-1\"}", "/id"),
        Arguments.of("{\"name\":\"x\",\"id\":7}", "/id"),
        Arguments.of("{\"name\":\"x\",\"at\":\"yesterday\"}", "/at"),
        Arguments.of("{\"name\":\"x\",\"at\":12345}", "/at"),
        Arguments.of("{\"name\":\"x\",\"at\":\"+99999-01-01T00:00:00Z\"}", "/at"),
        Arguments.of("{\"name\":\"x\",\"day\":\"2026-02-30\"}", "/day"),
        Arguments.of("{\"name\":\"x\",\"day\":[2026,2,3]}", "/day"),
        Arguments.of("{\"name\":\"x\",\"colour\":\"BLUE\"}", "/colour"),
        Arguments.of("{\"name\":\"x\",\"colour\":0}", "/colour"),
        Arguments.of("{\"name\":\"x\",\"parts\":{}}", "/parts"),
        Arguments.of(
            "{\"name\":\"x\",\"parts\":[{\"label\":\"a\",\"count\":\"1\"}]}", "/parts/0/count"),
        Arguments.of(
            "{\"name\":\"x\",\"parts\":[{\"label\":\"a\",\"count\":1.5}]}", "/parts/0/count"),
        Arguments.of(
            "{\"name\":\"x\",\"parts\":[{\"label\":\"a\",\"count\":null}]}", "/parts/0/count"),
        Arguments.of(
            "{\"name\":\"x\",\"parts\":[{\"label\":\"a\",\"count\":99999999999}]}",
            "/parts/0/count"),
        Arguments.of("{\"name\":\"x\\u0000y\"}", "/name"),
        Arguments.of("{\"name\":\"x\",\"labels\":{\"k\":\"\\u0000\"}}", "/labels/k"),
        Arguments.of("{\"name\":\"x\\ud800y\"}", "/name"),
        Arguments.of("{\"name\":\"\\udc00\\ud800\"}", "/name"),
        Arguments.of("{\"name\":\"\\ud83d\"}", "/name"),
        Arguments.of("{\"name\":\"x\",\"words\":[\"a\",\"\\ud800\"]}", "/words/1"),
        Arguments.of("{\"name\":\"x\",\"labels\":{\"k\":\"\\udfff\"}}", "/labels/k"),
        Arguments.of("{\"name\":\"x\",\"colour\":\"\\ud800\"}", "/colour"),
        Arguments.of("{}", "/name"),
        Arguments.of("{\"name\":\"123456789012345678901\"}", "/name"),
        Arguments.of(
            "{\"name\":\"x\",\"parts\":[{\"label\":\"a\",\"count\":1},{\"label\":\"\",\"count\":1}]}",
            "/parts/1/label"),
        Arguments.of(
            "{\"name\":\"x\",\"parts\":[{\"label\":\"a\",\"count\":0}]}", "/parts/0/count"),
        Arguments.of("[]", ""),
        Arguments.of("\"text\"", ""));
  }

  @Test
  @DisplayName("CO-6 half of a surrogate pair is refused as raw bytes, too")
  void rawSurrogate() {
    byte[] body = "{\"name\":\"xyz\"}".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, 0, body, 9, 3);
    isInvalid(
        given().contentType(ContentType.JSON).body(body).post("/test/v1/everything").then(),
        "/name");
  }

  @ParameterizedTest
  @MethodSource("invalidBodies")
  @DisplayName("API a readable body that is not valid is 422 with a JSON pointer")
  void invalid(String body, String pointer) {
    isInvalid(post(body), pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/test/v1/parameters/nonsense",
        "/test/v1/parameters/1-1-1-1-1",
        "/test/v1/none",
        "/nowhere",
        "/internal/none",
        "/q/none",
        "/"
      })
  @DisplayName("API what is not there, or has an id that is no UUID, is 404")
  void notThere(String path) {
    isProblem(given().get(path).then(), 404, "NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource({
    "officeId,x",
    "colour,BLUE",
    "at,now",
    "count,many",
    "count,0",
    "q,%00",
    "q,%ED%A0%80",
    "q,%ff",
    "q,a%C3"
  })
  @DisplayName("API a query parameter that can't be read is 422 with its name")
  void badQuery(String name, String value) {
    isInvalid(
        given()
            .urlEncodingEnabled(false)
            .get("/test/v1/parameters/01999999-0000-7000-8000-000000000001?" + name + "=" + value)
            .then(),
        "/?" + name);
  }

  @ParameterizedTest
  @CsvSource({
    "MALFORMED,400",
    "UNAUTHENTICATED,401",
    "FORBIDDEN,403",
    "NOT_FOUND,404",
    "CONFLICT,409",
    "GONE,410",
    "STALE,412",
    "INVALID,422",
    "UNAVAILABLE,503"
  })
  @DisplayName("API each kind of refusal has its status, and its details go along")
  void refusals(String kind, int status) {
    isProblem(given().get("/test/v1/refusals/" + kind).then(), status, "SOME_CODE")
        .body("title", equalTo("Some code"))
        .body("state", equalTo("OPEN"));
  }

  @Test
  @DisplayName("API 429 says when to come back, never too early")
  void tooMany() {
    isProblem(given().get("/test/v1/refusals/TOO_MANY").then(), 429, "TOO_MANY_MAILS")
        .header("Retry-After", "2");
  }

  @Test
  @DisplayName("API 405 says which methods there are")
  void methodNotAllowed() {
    isProblem(given().delete("/test/v1/everything").then(), 405, "METHOD_NOT_ALLOWED")
        .header("Allow", containsString("POST"));
  }

  @Test
  @DisplayName("API 406 for a media type that nobody makes")
  void notAcceptable() {
    isProblem(given().accept("image/png").get("/test/v1/maybe-me").then(), 406, "NOT_ACCEPTABLE");
  }

  @Test
  @DisplayName("API 415 for a body that is not JSON")
  void unsupportedMediaType() {
    isProblem(
        given().contentType("text/plain").body("name").post("/test/v1/everything").then(),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  @DisplayName("API a POST that needs no body needs no media type either")
  void noBodyNoType() {
    given().post("/test/v1/touched").then().statusCode(204);
    given().contentType("text/plain").post("/test/v1/touched").then().statusCode(204);
    isProblem(
        given().contentType("text/plain").body("x").post("/test/v1/touched").then(),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  @DisplayName("API a body over 1 MiB is 413, and the answer arrives")
  void tooLarge() {
    isProblem(post("{\"name\":\"" + "x".repeat(1_100_000) + "\"}"), 413, "CONTENT_TOO_LARGE");
  }

  @Test
  @DisplayName("API a body over 1 MiB of unannounced length is 413 too")
  void tooLargeInChunks() {
    var body =
        new ByteArrayInputStream(
            ("{\"name\":\"" + "x".repeat(1_500_000)).getBytes(StandardCharsets.UTF_8));
    isProblem(
        given().contentType(ContentType.JSON).body(body).post("/test/v1/everything").then(),
        413,
        "CONTENT_TOO_LARGE");
  }

  @Test
  @DisplayName("API a small body of unannounced length is read")
  void chunked() {
    var body = new ByteArrayInputStream("{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8));
    given()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/test/v1/everything")
        .then()
        .statusCode(200);
  }

  @Test
  @DisplayName("API a bug is a bare 500 under the request's id")
  void bug() {
    isProblem(
            given().header("X-Request-Id", "call-1").get("/test/v1/bugs").then(),
            500,
            "INTERNAL_ERROR")
        .header("X-Request-Id", "call-1")
        .body("requestId", equalTo("call-1"))
        .body("detail", not(containsString("internals")))
        .body("stack", nullValue());
  }

  @Test
  @DisplayName("API a part that is away is 503 with Retry-After, and is not named")
  void away() {
    isProblem(given().get("/test/v1/away").then(), 503, "TEMPORARILY_UNAVAILABLE")
        .header("Retry-After", notNullValue())
        .body("detail", not(containsString("5432")));
  }

  @Test
  @DisplayName("API a request id that could do harm in a log is replaced")
  void harmfulRequestId() {
    given()
        .header("X-Request-Id", "a b{}")
        .get("/test/v1/maybe-me")
        .then()
        .statusCode(200)
        .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
  }
}
