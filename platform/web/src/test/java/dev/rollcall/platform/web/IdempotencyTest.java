package dev.rollcall.platform.web;

import static dev.rollcall.platform.web.ProblemsTest.isProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.platform.test.RollcallTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Idempotency-Key (API.md, Conventions). */
@RollcallTest(service = "invitation")
class IdempotencyTest {

  private final Member member = Member.holding("things.read", "things.manage").known();

  private Response create(String key, String name) {
    return member
        .asks()
        .header("Idempotency-Key", key)
        .body("{\"name\":\"" + name + "\"}")
        .post(member.path("/things"));
  }

  private int things() {
    return member
        .asks()
        .get(member.path("/things"))
        .then()
        .statusCode(200)
        .extract()
        .<List<Object>>path("items")
        .size();
  }

  @Test
  @DisplayName("API a repeat answers the same resource, and says so")
  void replay() {
    String id =
        create("key-1", "one")
            .then()
            .statusCode(201)
            .header("Idempotent-Replayed", nullValue())
            .extract()
            .path("id");

    create("key-1", "one")
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", equalTo("true"))
        .body("id", equalTo(id));
    assertThat(things()).isEqualTo(1);
  }

  @Test
  @DisplayName("BIL-10 the same key twenty times in parallel has one effect")
  void race() throws Exception {
    try (var threads = Executors.newFixedThreadPool(20)) {
      List<Callable<Response>> calls =
          IntStream.range(0, 20)
              .<Callable<Response>>mapToObj(i -> () -> create("key-race", "raced"))
              .toList();
      List<Response> answers = threads.invokeAll(calls).stream().map(Future::resultNow).toList();

      assertThat(answers).extracting(Response::statusCode).containsAnyOf(201);
      assertThat(answers).extracting(Response::statusCode).isSubsetOf(201, 409);
      assertThat(
              answers.stream()
                  .filter(answer -> answer.statusCode() == 201)
                  .map(answer -> answer.<String>path("id"))
                  .collect(Collectors.toSet()))
          .hasSize(1);
      assertThat(
              answers.stream()
                  .filter(answer -> answer.statusCode() == 409)
                  .map(answer -> answer.<String>path("code"))
                  .collect(Collectors.toSet()))
          .isSubsetOf("IDEMPOTENCY_IN_PROGRESS");
    }
    assertThat(things()).isEqualTo(1);
  }

  @Test
  @DisplayName("API another body under the same key is 422")
  void anotherBody() {
    create("key-2", "one").then().statusCode(201);

    isProblem(create("key-2", "two").then(), 422, "IDEMPOTENCY_KEY_REUSED");
    assertThat(things()).isEqualTo(1);
  }

  @Test
  @DisplayName("API a refusal is not kept: a repeat decides anew")
  void refusalIsNotKept() {
    isProblem(create("key-3", "refused").then(), 409, "REFUSED");
    isProblem(create("key-3", "refused").then(), 409, "REFUSED");
    assertThat(things()).isZero();
  }

  @Test
  @DisplayName("API the same key of another company is another key")
  void scopedByCompany() {
    Member other = Member.holding("things.manage").known();
    String id = create("key-4", "one").then().statusCode(201).extract().path("id");

    String otherId =
        other
            .asks()
            .header("Idempotency-Key", "key-4")
            .body("{\"name\":\"one\"}")
            .post(other.path("/things"))
            .then()
            .statusCode(201)
            .header("Idempotent-Replayed", nullValue())
            .extract()
            .path("id");

    assertThat(otherId).isNotEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"capitals", "slash", "matrix", "matrix inside", "slashes", "dots", "escapes"})
  @DisplayName("API the same key on the same path, written otherwise, is the same call")
  void pathWrittenOtherwise(String how) {
    String key = "key-" + how.replace(' ', '-');
    String id = create(key, "one").then().statusCode(201).extract().path("id");

    member
        .asks()
        .urlEncodingEnabled(false)
        .header("Idempotency-Key", key)
        .body("{\"name\":\"one\"}")
        .post(written(member.path("/things"), how))
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", equalTo("true"))
        .body("id", equalTo(id));
    assertThat(things()).isEqualTo(1);
  }

  private static String written(String path, String how) {
    String company = path.split("/")[4];
    return switch (how) {
      case "capitals" -> path.replace(company, company.toUpperCase(Locale.ROOT));
      case "slash" -> path + "/";
      case "slashes" -> path.replace("/things", "//things");
      case "dots" -> path.replace("/things", "/./no/../things");
      case "matrix" -> path + ";x=1";
      case "matrix inside" -> path.replace(company, company + ";v=2");
      default ->
          path.replace(
              company,
              "%" + HexFormat.of().toHexDigits(company.charAt(0), 2) + company.substring(1));
    };
  }

  @Test
  @DisplayName("API a key works where no company is named yet")
  void withoutCompany() {
    String id = signUp().then().statusCode(201).extract().path("id");

    signUp()
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", equalTo("true"))
        .body("id", equalTo(id));
  }

  private Response signUp() {
    return member
        .asks()
        .header("Idempotency-Key", "sign-up")
        .body("{\"name\":\"new company\"}")
        .post("/test/v1/things");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "ümlaut", ""})
  @DisplayName("API a key that is not 1 to 255 visible characters is 422")
  void invalidKey(String key) {
    isProblem(create(key, "x").then(), 422, "VALIDATION_FAILED")
        .body("violations[0].pointer", equalTo("/Idempotency-Key"));
  }

  @Test
  @DisplayName("API a key of 256 characters is 422, of 255 is fine")
  void longKey() {
    isProblem(create("k".repeat(256), "x").then(), 422, "VALIDATION_FAILED");
    create("k".repeat(255), "x").then().statusCode(201);
  }

  @Test
  @DisplayName("ARCH a broken named constraint is its refusal, one that nobody names a bare 500")
  void constraints() {
    create(UUID.randomUUID().toString(), "taken").then().statusCode(201);

    isProblem(create(UUID.randomUUID().toString(), "taken").then(), 409, "NAME_TAKEN");
    isProblem(create(UUID.randomUUID().toString(), "x".repeat(220)).then(), 500, "INTERNAL_ERROR");
  }

  @Test
  @DisplayName("API If-Match in several lines is one list")
  void ifMatchInLines() {
    String path = member.path("/things/" + UUID.randomUUID());
    member
        .asks()
        .header("If-Match", "\"2\"", "\"3\"")
        .body("{\"name\":\"x\"}")
        .put(path)
        .then()
        .statusCode(204);
    isProblem(
        member
            .asks()
            .header("If-Match", "\"1\"", "\"2\"")
            .body("{\"name\":\"x\"}")
            .put(path)
            .then(),
        412,
        "STALE_VERSION");
  }

  @Test
  @DisplayName("API two keys that differ are refused, the same twice is one")
  void twoKeys() {
    String body = "{\"name\":\"one\"}";
    isProblem(
        member
            .asks()
            .header("Idempotency-Key", "a", "b")
            .body(body)
            .post(member.path("/things"))
            .then(),
        400,
        "MALFORMED_REQUEST");
    assertThat(things()).isZero();
    member
        .asks()
        .header("Idempotency-Key", "a", "a")
        .body(body)
        .post(member.path("/things"))
        .then()
        .statusCode(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blah", ";", "", "application/*", "*/*;q=0.1"})
  @DisplayName("API an odd Accept changes nothing of what is done")
  void oddAccept(String accept) {
    member
        .asks()
        .header("Accept", accept)
        .body("{\"name\":\"one\"}")
        .post(member.path("/things"))
        .then()
        .statusCode(201)
        .contentType(ContentType.JSON);
    assertThat(things()).isEqualTo(1);
  }

  @Test
  @DisplayName("API an Accept that admits nothing on offer is 406, and nothing is done")
  void notAcceptable() {
    isProblem(
        member
            .asks()
            .header("Accept", "image/png")
            .body("{\"name\":\"one\"}")
            .post(member.path("/things"))
            .then(),
        406,
        "NOT_ACCEPTABLE");
    assertThat(things()).isZero();
  }

  @Test
  @DisplayName("API If-Match that is stale is 412, absent or matching goes on")
  void ifMatch() {
    String path = member.path("/things/" + UUID.randomUUID());
    isProblem(
        member.asks().header("If-Match", "\"2\"").body("{\"name\":\"x\"}").put(path).then(),
        412,
        "STALE_VERSION");
    member
        .asks()
        .header("If-Match", "\"3\"")
        .body("{\"name\":\"x\"}")
        .put(path)
        .then()
        .statusCode(204);
    member.asks().body("{\"name\":\"x\"}").put(path).then().statusCode(204);
    given().contentType(ContentType.JSON).body("{}").put(path).then().statusCode(401);
  }
}
