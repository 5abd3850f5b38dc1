package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.INVITATIONS;
import static dev.rollcall.invitation.Acme.bob;
import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.invitation.Batches.BATCHES;
import static dev.rollcall.invitation.Batches.body;
import static dev.rollcall.platform.test.Problems.invalid;
import static dev.rollcall.platform.test.Problems.leaksNothing;
import static dev.rollcall.platform.test.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.rollcall.platform.test.HttpSurface;
import dev.rollcall.platform.test.RollcallTest;
import io.quarkus.test.common.WithTestResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every field missing, empty, too long, of the wrong type, hostile. */
@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class BadInputTest {

  private static final String LONG = "x".repeat(101);

  private static @Nullable Acme signedUp;

  private Acme acme;

  /** One company for all: nothing here makes anything in it. */
  @BeforeEach
  void signUp() {
    if (signedUp == null) {
      signedUp = Acme.signedUp();
      signedUp.knownToIdentity(1, signedUp.state("Acme", Map.of(), List.of("VOICE", "MESSAGING")));
    }
    acme = signedUp;
  }

  @Test
  @DisplayName("API methods, media types, headers and encodings are the same for every operation")
  void httpSurface() {
    assertThat(HttpSurface.deviations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"firstName", "lastName", "email", "role", "seat"})
  @DisplayName("INV-1 a field that is needed and missing, null or blank is named")
  void missing(String field) {
    Map<String, Object> body = bob(someone("bob"));
    String pointer = field.equals("seat") ? "/seat/source" : "/" + field;
    body.remove(field);
    invite(body).then().spec(invalid(pointer));
    body.put(field, null);
    invite(body).then().spec(invalid(pointer));
    body.put(field, field.equals("seat") ? Map.of("source", " ") : " \t\u00a0");
    invite(body).then().spec(invalid(pointer));
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        Arguments.of("firstName", LONG),
        Arguments.of("lastName", LONG),
        Arguments.of("lastName", "\ud83d\ude00".repeat(101)),
        Arguments.of("firstName", "Bob\r\nBcc: eve@evil.test"),
        Arguments.of("lastName", "Sto\u2028ne"),
        Arguments.of("firstName", "Bob\u001b[31m"),
        Arguments.of("jobTitle", LONG),
        Arguments.of("jobTitle", "Engi\nneer"),
        Arguments.of("phone", "+1 415 555 0100"),
        Arguments.of("phone", "4155550100"),
        Arguments.of("phone", "+" + "1".repeat(16)),
        Arguments.of("email", "bob@acme.test\r\nBcc: eve@evil.test"),
        Arguments.of("email", "bob@acme.test,eve@evil.test"),
        Arguments.of("email", "<bob@acme.test>"),
        Arguments.of("email", "\"bob\"@acme.test"),
        Arguments.of("email", "bob\u202e@acme.test"),
        Arguments.of("email", "b".repeat(65) + "@acme.test"),
        Arguments.of("email", "bob@" + "a".repeat(64) + ".test"),
        Arguments.of("email", "bob@" + "a.".repeat(130) + "test"),
        Arguments.of("firstName", "\u3164"),
        Arguments.of("lastName", " \u2800 "),
        Arguments.of("firstName", "\u200b"),
        Arguments.of("jobTitle", "\u115f"),
        Arguments.of("lastName", "Stone\n"),
        Arguments.of("firstName", "see https://evil.example"),
        Arguments.of("lastName", "ｗｗｗ．evil.example"),
        Arguments.of("jobTitle", "HTTP\u200bS://evil.example"),
        Arguments.of("role", "OWNER"),
        Arguments.of("role", "user"),
        Arguments.of("language", "no such language"));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  @DisplayName(
      "INV-1 a value that is too long or hostile is refused by its pointer, in a batch too")
  void wrong(String field, String value) {
    Map<String, Object> body = bob(someone("bob"));
    body.put(field, value);
    invite(body).then().spec(invalid("/" + field)).body(leaksNothing());

    Map<String, Object> row = new HashMap<>(Map.of("email", someone("bob")));
    row.put(field, value);
    preview(body(List.of(row)))
        .then()
        .statusCode(200)
        .body("rows[0].class", equalTo("MALFORMED"))
        .body("rows[0].problem.violations[0].pointer", equalTo("/" + field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jörg", "jo\u0308rg", "почта", "用户", "stra\u00dfe", "b\u043eb", "\ud83d\ude00"})
  @DisplayName("INV-11 an address that nobody could sign in with is refused, in a batch too")
  void notSupported(String local) {
    String email = local + "@acme.test";

    invite(bob(email))
        .then()
        .spec(problem(422, "EMAIL_NOT_SUPPORTED"))
        .body("violations.pointer", contains("/email"));
    preview(body(List.of(Map.of("email", email))))
        .then()
        .statusCode(200)
        .body("rows[0].class", equalTo("MALFORMED"))
        .body("rows[0].problem.code", equalTo("EMAIL_NOT_SUPPORTED"));
    preview(body("Bob Stone <" + email + ">"))
        .then()
        .statusCode(200)
        .body("rows[0].class", equalTo("MALFORMED"))
        .body("rows[0].problem.code", equalTo("EMAIL_NOT_SUPPORTED"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"firstName", "lastName", "email", "jobTitle", "phone", "role", "language"})
  @DisplayName("CO-6 half of a surrogate pair is refused by its pointer, in a batch too")
  void loneSurrogate(String field) {
    String hostile = "{\"%s\":\"a\\ud800\"}".formatted(field);

    acme.asAda().body(hostile).post(INVITATIONS).then().spec(invalid("/" + field));
    acme.asAda()
        .body("{\"defaults\":{},\"rows\":[{},%s]}".formatted(hostile))
        .post(BATCHES)
        .then()
        .spec(invalid("/rows/1/" + field));
  }

  @ParameterizedTest
  @CsvSource({
    "accept,password",
    "accept,firstName",
    "accept,token",
    "decline,token",
    "lookup,token"
  })
  @DisplayName("CO-6 and so it is of who accepts, in a password too")
  void loneSurrogateOfInvited(String call, String field) {
    given()
        .contentType(ContentType.JSON)
        .body("{\"%s\":\"a\\ud800\"}".formatted(field))
        .post(Acme.LINKS + call)
        .then()
        .spec(invalid("/" + field));
  }

  static Stream<Arguments> wrongTypes() {
    return Stream.of("firstName", "lastName", "email", "jobTitle", "phone", "role", "language")
        .flatMap(
            field ->
                Stream.of(1, true, List.of("Bob"), Map.of("a", "b"))
                    .map(value -> Arguments.of(field, value)));
  }

  @ParameterizedTest
  @MethodSource("wrongTypes")
  @DisplayName("INV-1 a value of the wrong type is refused, in a batch too")
  void wrongType(String field, Object value) {
    Map<String, Object> body = bob(someone("bob"));
    body.put(field, value);
    refused(invite(body));
    Map<String, Object> row = new HashMap<>(Map.of("email", someone("bob")));
    row.put(field, value);
    refused(preview(body(List.of(row))));
  }

  static Stream<Arguments> batches() {
    Map<String, Object> both = body("bob@acme.test");
    both.put("rows", List.of(Map.of("email", "bob@acme.test")));
    Map<String, Object> neither = body("");
    neither.remove("text");
    Map<String, Object> noDefaults = body("bob@acme.test");
    noDefaults.remove("defaults");
    return Stream.of(
        Arguments.of("/rows", both),
        Arguments.of("/rows", neither),
        Arguments.of("/text", body("")),
        Arguments.of("/text", body(" \r\n\t;,\ufeff")),
        Arguments.of("/text", body("bob@acme.test" + " ".repeat(256 * 1024))),
        Arguments.of(
            "/defaults/products",
            with("products", IntStream.range(0, 101).mapToObj(Integer::toString).toList())),
        Arguments.of("/rows", body(List.of())),
        Arguments.of("/rows/1", body(Arrays.asList(Map.of("email", "bob@acme.test"), null))),
        Arguments.of("/defaults/role", noDefaults),
        Arguments.of("/defaults/role", with("role", null)),
        Arguments.of("/defaults/role", with("role", "OWNER")),
        Arguments.of("/defaults/seat/source", with("seat", null)),
        Arguments.of("/defaults/seat/source", with("seat", Map.of("source", "GIFT"))),
        Arguments.of(
            "/defaults/seat/licenseType",
            with("seat", Map.of("source", "EXISTING", "licenseType", "FAX"))),
        Arguments.of(
            "/defaults/seat/quoteId",
            with(
                "seat",
                Map.of("source", "PURCHASE", "quoteId", "01999999-0000-7000-8000-000000000000"))),
        Arguments.of(
            "/defaults/officeId", with("officeId", "01999999-0000-7000-8000-000000000000")),
        Arguments.of("/defaults/products/0", with("products", List.of("FAX"))),
        Arguments.of("/defaults/jobTitle", with("jobTitle", LONG)));
  }

  private static Map<String, Object> with(String field, @Nullable Object value) {
    Map<String, Object> defaults =
        new HashMap<>(Map.of("role", "USER", "seat", Map.of("source", "EXISTING")));
    defaults.put(field, value);
    Map<String, Object> body = body("bob@acme.test");
    body.put("defaults", defaults);
    return body;
  }

  @ParameterizedTest
  @MethodSource("batches")
  @DisplayName("INV-12 what is wrong with a batch as a whole is named, and nothing is created")
  void wrongBatch(String pointer, Map<String, Object> body) {
    preview(body).then().spec(invalid(pointer));
    acme.asAda().body(body).post(BATCHES).then().spec(invalid(pointer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "422|{\"defaults\":{},\"text\":1}",
        "422|{\"defaults\":[],\"text\":\"a@b.test\"}",
        "422|{\"defaults\":{\"email\":\"a@b.test\"},\"text\":\"a@b.test\"}",
        "422|{\"defaults\":{},\"text\":\"a@b.test\",\"more\":1}",
        "422|{\"defaults\":{},\"rows\":{}}",
        "422|{\"defaults\":{},\"rows\":[\"a@b.test\"]}",
        "422|{\"defaults\":{},\"rows\":[[]]}",
        "422|{\"defaults\":{},\"text\":\"a\\u0000b\"}",
        "422|[]",
        "400|null",
        "400|{",
        "400|{\"text\":\"a\"} {}"
      })
  @DisplayName("INV-12 a body that is no batch is refused")
  void unreadable(int status, String body) {
    Response answer = acme.asAda().body(body).post(BATCHES);
    assertThat(answer.statusCode()).as(answer.asString()).isIn(status, 400, 422);
    answer.then().body(leaksNothing());
  }

  @Test
  @DisplayName("INV-12 preview is true or false")
  void previewFlag() {
    acme.asAda()
        .queryParam("preview", "yes")
        .body(body("bob@acme.test"))
        .post(BATCHES)
        .then()
        .spec(invalid("/?preview"));
  }

  private Response invite(Map<String, Object> body) {
    return acme.asAda().header("Prefer", "wait=0").body(body).post(INVITATIONS);
  }

  private Response preview(Map<String, Object> body) {
    return acme.asAda().queryParam("preview", true).body(body).post(BATCHES);
  }

  private static void refused(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isIn(400, 422);
    answer.then().body(leaksNothing());
  }
}
