package dev.rollcall.invitation;

import static dev.rollcall.invitation.Acme.someone;
import static dev.rollcall.invitation.Batches.BATCHES;
import static dev.rollcall.invitation.Batches.addresses;
import static dev.rollcall.invitation.Batches.body;
import static dev.rollcall.platform.test.Problems.invalid;
import static dev.rollcall.platform.test.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Mails;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.RollcallTest;
import io.quarkus.test.common.WithTestResource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a batch is answered with, and what of it is refused (INV-12). */
@RollcallTest(service = "invitation", mail = true)
@WithTestResource(PlayedIdentity.class)
class BatchingTest {

  private static final String QUOTE = "01999999-0000-7000-8000-000000000021";

  private Acme acme;
  private Batches batches;

  @BeforeEach
  void signUp() {
    acme = Acme.signedUp("Acme", Map.of("blockedDomains", List.of("evil.test")));
    batches = new Batches(acme);
  }

  @Test
  @DisplayName("INV-12 a preview classifies each row, and writes nothing")
  void preview() {
    String invited = someone("invited");
    String ready = someone("ready");
    Member carol = Members.user(acme.id).email(someone("carol")).joined();
    Member dan = Members.user(acme.id).email(someone("dan")).joined();
    dan.deleted();
    acme.requested(invited);
    String text =
        String.join(
            "\r\n",
            "First name\tLast name\tEmail",
            "Bob\tStone\t" + ready,
            "\t\tnobody",
            "",
            "\t\t" + ready.toUpperCase(Locale.ROOT),
            "\t\t" + invited,
            "\t\t" + carol.email(),
            "\t\teve@mail.evil.test",
            "\t\t" + dan.email());
    Eventually.holds(
        () ->
            batches
                .preview(body(text))
                .then()
                .statusCode(200)
                .body(
                    "rows.class",
                    contains(
                        "READY",
                        "MALFORMED",
                        "DUPLICATE_IN_BATCH",
                        "ALREADY_INVITED",
                        "ALREADY_MEMBER",
                        "DOMAIN_BLOCKED",
                        "REFUSED"))
                .body("rows.line", contains(2, 3, 5, 6, 7, 8, 9))
                .body("rows[0].email", equalTo(ready))
                .body("rows[0].firstName", equalTo("Bob"))
                .body("rows[0].lastName", equalTo("Stone"))
                .body("rows[0].problem", nullValue())
                .body("rows[1].problem.violations[0].pointer", equalTo("/email"))
                .body("rows[2].problem.detail", equalTo("Line 2 has the same address."))
                .body("rows[6].problem.code", equalTo("RESTORABLE")));
    assertThat(batches.count("operation where company_id = ?")).isZero();
    assertThat(batches.count("batch_row where company_id = ?")).isZero();
    assertThat(batches.count("invitation where company_id = ?")).isEqualTo(1);
  }

  @Test
  @DisplayName("INV-11 a member or an invited person is known in every way of writing the address")
  void everyWayOfWriting() {
    String local = "carol" + UUID.randomUUID().toString().substring(0, 8);
    Members.user(acme.id).email(local + "@bücher.example").joined();
    acme.requested("Bob" + local + "@xn--bcher-kva.example");
    String text =
        String.join(
            "\n",
            local.toUpperCase(Locale.ROOT) + "@xn--bcher-kva.example",
            local + "@BÜCHER.example",
            fullWidth(local) + "＠bu\u0308cher.example",
            "\u00a0Bob" + local + "@bücher.Example ",
            "bob" + local + "@XN--BCHER-KVA.EXAMPLE");
    Eventually.holds(
        () ->
            assertThat(
                    text.lines()
                        .map(line -> batches.preview(body(line)).<String>path("rows[0].class")))
                .containsExactly(
                    "ALREADY_MEMBER",
                    "ALREADY_MEMBER",
                    "ALREADY_MEMBER",
                    "ALREADY_INVITED",
                    "ALREADY_INVITED"));
  }

  private static String fullWidth(String ascii) {
    return ascii
        .chars()
        .map(character -> character - 0x21 + 0xff01)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  @DisplayName("INV-5 a row's seat is bought only for an inviter who may buy, by its own quote")
  void purchase() {
    Map<String, Object> body =
        body(
            List.of(
                Map.of(
                    "email", someone("bob"),
                    "seat", Map.of("source", "PURCHASE", "plan", "PRO", "quoteId", QUOTE)),
                Map.of("email", someone("ann"))));
    Member grace = acme.joined("COMPANY_ADMIN", "COMPANY", "invitations.create", "billing.manage");

    assertThat(batches.preview(body).<String>path("rows[0].problem.code"))
        .isEqualTo("PURCHASE_NOT_ALLOWED");
    acme.as(grace).body(body).post(BATCHES).then().statusCode(202);
    Eventually.holds(() -> assertThat(batches.requested()).hasSize(2));
    assertThat(OutboxRows.ofCompany(acme.id))
        .extracting(asked -> asked.payload().path("seat").path("quoteId").asText())
        .containsOnlyOnce(QUOTE);
    body.put(
        "defaults", Map.of("role", "USER", "seat", Map.of("source", "PURCHASE", "quoteId", QUOTE)));
    batches.post(body).then().spec(invalid("/defaults/seat/quoteId"));
  }

  @Test
  @DisplayName("INV-12 501 rows are 422 and nothing is created; 500 are accepted")
  void tooMany() {
    List<String> people = addresses(501);
    batches.post(body(String.join("\n", people))).then().spec(invalid("/text"));
    batches
        .post(body(people.stream().map(person -> Map.of("email", person)).toList()))
        .then()
        .spec(invalid("/rows"));
    batches.preview(body(String.join(", ", people))).then().spec(invalid("/text"));
    assertThat(batches.count("operation where company_id = ?")).isZero();
    assertThat(batches.count("invitation where company_id = ?")).isZero();

    batches
        .preview(body(String.join("\n", people.subList(0, 500))))
        .then()
        .statusCode(200)
        .body("rows", hasSize(500))
        .body("rows.class", everyItem(is("READY")));
  }

  @Test
  @DisplayName("X-1 the same Idempotency-Key makes one batch; another body under it is refused")
  void idempotency() {
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = body(someone("bob"));
    String id = keyed(key, body).then().statusCode(202).extract().path("id");
    keyed(key, body)
        .then()
        .statusCode(202)
        .header("Idempotent-Replayed", "true")
        .body("id", equalTo(id));
    body.put("text", someone("ann"));
    keyed(key, body).then().spec(problem(422, "IDEMPOTENCY_KEY_REUSED"));
    assertThat(batches.count("operation where company_id = ?")).isEqualTo(1);
  }

  private Response keyed(String key, Map<String, Object> body) {
    return acme.asAda().header("Idempotency-Key", key).body(body).post(BATCHES);
  }

  @Test
  @DisplayName("INV-12 a row names an office the moment it exists: identity is asked")
  void officeNotSeen() {
    UUID branch = UUID.randomUUID();
    Map<String, Object> state = acme.state("Acme", Map.of(), List.of("VOICE"));
    acme.office(state, branch, "OPEN");
    acme.knownToIdentity(2, state);
    batches
        .preview(
            body(
                List.of(
                    Map.of("email", someone("bob"), "officeId", branch),
                    Map.of("email", someone("ann"), "officeId", UUID.randomUUID()))))
        .then()
        .body("rows.class", contains("READY", "MALFORMED"));
  }

  @Test
  @DisplayName("INV-12 a preference that is not to wait is answered 202, also when all is done")
  void otherPreference() {
    acme.asAda()
        .header("Prefer", "return=minimal")
        .body(body("nobody"))
        .post(BATCHES)
        .then()
        .statusCode(202)
        .body("status", equalTo("DONE"));
  }

  @Test
  @DisplayName("INV-12 only who started an operation reads it")
  void someoneElse() {
    String location = batches.accepted(body("nobody"));
    Member other = acme.joined("COMPANY_ADMIN", "COMPANY", "invitations.create");
    batches.operation(other, location).then().statusCode(404);
    batches.operation(Acme.signedUp().ada, location).then().statusCode(404);
  }

  @Test
  @DisplayName("INV-2 a manager's batch for a role beyond reach is refused row by row, at once")
  void beyondReach() {
    Member manager = acme.joined("MANAGER", "COMPANY", "invitations.create");
    Member user = acme.joined("USER", "OWN", "inbox");
    Map<String, Object> body = body(someone("bob"));
    body.put("defaults", Map.of("role", "COMPANY_ADMIN", "seat", Map.of("source", "EXISTING")));
    acme.as(manager)
        .body(body)
        .post(BATCHES)
        .then()
        .statusCode(202)
        .body("status", equalTo("DONE"))
        .body("results[0].problem.code", equalTo("ROLE_NOT_ALLOWED"));
    acme.as(user).body(body).post(BATCHES).then().spec(problem(403, "FORBIDDEN"));
    Acme.signedUp().as(acme.ada).body(body).post(BATCHES).then().statusCode(404);
  }

  @Test
  @DisplayName("INV-12 a company sends its first batch the moment it exists")
  void companyNotSeen() {
    Acme fresh = Acme.onlyAtIdentity();
    new Batches(fresh).accepted(body(someone("bob")));
  }

  @Test
  @DisplayName("INV-20 the policy holds in batches; INV-19 a name with markup is escaped in mails")
  void hostileNames() {
    List<String> people = addresses(3);
    Map<String, Object> script = new HashMap<>(Map.of("email", people.get(0)));
    script.put("firstName", "<script>alert(1)</script>");
    Map<String, Object> breaks = new HashMap<>(Map.of("email", people.get(1)));
    breaks.put("lastName", "Stone\r\nBcc: eve@evil.test");
    Map<String, Object> emoji = new HashMap<>(Map.of("email", people.get(2)));
    emoji.put("firstName", "\ud83d\ude00");
    emoji.put("lastName", "\u05d0\u05d1\u05d2");
    JsonPath done = batches.done(batches.accepted(body(List.of(script, breaks, emoji))));
    assertThat(done.getList("results.outcome")).containsExactly("INVITED", "REFUSED", "INVITED");
    assertThat(Mails.await(people.get(0)).html()).doesNotContain("<script>");
    assertThat(Mails.await(people.get(2)).text()).isNotEmpty();
  }
}
