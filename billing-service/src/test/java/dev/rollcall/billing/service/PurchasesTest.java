package dev.rollcall.billing.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.Problems;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class PurchasesTest {

  private static final String BASE = "/billing/v1/companies/{c}";

  private Story acme;
  private Member ada;

  @BeforeEach
  void company() {
    acme = new Story().at(Instant.now().minus(Duration.ofDays(10)), "America/New_York");
    acme.created();
    acme.provisioned();
    ada = spender(acme);
  }

  @Test
  @DisplayName("BIL-6 the charge equals the quote to the cent, in the ledger and in the charges")
  void asQuoted() {
    Response quote = quote("TALK", "PLUS", 3);
    quote
        .then()
        .statusCode(201)
        .body("action", equalTo("BUY_LICENSES"))
        .body("lines", hasSize(1))
        .body("lines[0].quantity", equalTo(3))
        .body("lines[0].unitPrice.amount", equalTo("25.00"))
        .body("total.amount", equalTo(quote.<String>path("lines[0].amount.amount")))
        .body("hash", matchesPattern("[0-9a-f]{64}"))
        .body("expiresAt", notNullValue());
    String total = quote.path("total.amount");

    buy(Map.of("quoteId", quote.path("id")))
        .then()
        .statusCode(201)
        .body("total.amount", equalTo(total))
        .body("quoteId", equalTo(quote.<String>path("id")))
        .body("createdAt", notNullValue())
        .body("licenses", hasSize(3))
        .body("licenses.state", everyItem(equalTo("FREE")))
        .body("licenses.origin", everyItem(equalTo("PURCHASED")));

    assertThat(charged()).isEqualTo(total);
    get("/charges").then().body("lines.amount.amount", hasItem(total));
    get("/ledger/balances")
        .then()
        .body("money.find { it.account == 'RECEIVABLE' }.balance.amount", equalTo(total))
        .body("money.find { it.account == 'SALES' }.balance.amount", equalTo("-" + total));
    get("/ledger/verification").then().body("valid", equalTo(true));
    assertThat(counts("PLUS")).isEqualTo("3 3 0 0");
    assertThat(acme.published("rollcall.license.created.v1"))
        .filteredOn(row -> row.payload().path("origin").asText().equals("PURCHASED"))
        .hasSize(3);
  }

  @Test
  @DisplayName("BIL-6 two purchases of one day are charged as two, not rounded together")
  void twoLines() {
    String one =
        buy(plain("TALK", "PLUS", 1)).then().statusCode(201).extract().path("total.amount");
    buy(plain("TALK", "PLUS", 1)).then().statusCode(201);

    List<String> amounts =
        get("/charges")
            .then()
            .extract()
            .path("lines.findAll { it.description.startsWith('TALK PLUS') }.amount.amount");
    assertThat(amounts).containsExactly(one, one);
  }

  @Test
  @DisplayName("BIL-10 the same key twenty times at once is one charge")
  void twentyAtOnce() throws Exception {
    String key = UUID.randomUUID().toString();
    List<Callable<Response>> calls =
        java.util.Collections.nCopies(
            20,
            () ->
                as(ada)
                    .header("Idempotency-Key", key)
                    .body(plain("TALK", "PLUS", 1))
                    .post(BASE + "/licenses", acme.company));
    List<Integer> answers = new ArrayList<>();

    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      for (Future<Response> call : threads.invokeAll(calls)) {
        answers.add(call.get().statusCode());
      }
    }

    assertThat(answers).contains(201).isSubsetOf(201, 409);
    assertThat(counts("PLUS")).isEqualTo("1 1 0 0");
    assertThat(
            ServiceDatabase.value(
                "select count(*) from ledger_entry where company_id = ? and kind = 'CHARGED'",
                acme.company))
        .contains("1");
    as(ada)
        .header("Idempotency-Key", key)
        .body(plain("TALK", "PLUS", 1))
        .post(BASE + "/licenses", acme.company)
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", "true")
        .body("licenses", hasSize(1));
  }

  @Test
  @DisplayName("BIL-10 the same key is one purchase however path and Accept are written")
  void onePurchaseHoweverWritten() {
    String company = acme.company.toString();
    String path = "/billing/v1/companies/" + company + "/licenses";
    List<String> paths =
        List.of(
            path,
            path.replace(company, company.toUpperCase(Locale.ROOT)),
            path + "/",
            path + ";x=1",
            path.replace(company, company + ";x=1") + "/");

    for (String written : paths) {
      as(ada)
          .urlEncodingEnabled(false)
          .header("Idempotency-Key", "once")
          .header("Accept", "blah")
          .body(plain("TALK", "PLUS", 1))
          .post(written)
          .then()
          .statusCode(201)
          .contentType("application/json");
    }

    assertThat(counts("PLUS")).isEqualTo("1 1 0 0");
  }

  @Test
  @DisplayName("API a purchase whose answer nobody would take is 406, and nothing is bought")
  void nothingBoughtForNothing() {
    as(ada)
        .header("Accept", "text/html")
        .body(plain("TALK", "PLUS", 1))
        .post(BASE + "/licenses", acme.company)
        .then()
        .spec(Problems.problem(406, "NOT_ACCEPTABLE"));

    assertThat(counts("PLUS")).isEqualTo("none");
  }

  @Test
  @DisplayName("BIL-6 of ten purchases by one quote at once one buys")
  void quoteRace() throws Exception {
    String quote = quote("TALK", "PRO", 1).path("id");
    List<Callable<Integer>> calls =
        java.util.Collections.nCopies(10, () -> buy(Map.of("quoteId", quote)).statusCode());
    List<Integer> answers = new ArrayList<>();

    try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
      for (Future<Integer> call : threads.invokeAll(calls)) {
        answers.add(call.get());
      }
    }

    assertThat(answers.stream().collect(Collectors.groupingBy(it -> it, Collectors.counting())))
        .isEqualTo(Map.of(201, 1L, 409, 9L));
    assertThat(counts("PRO")).isEqualTo("1 1 0 0");
  }

  @Test
  @DisplayName("BIL-6 a quote that is used, foreign or unknown, or for something else, is stale")
  void stale() {
    String used = quote("TALK", "PLUS", 1).path("id");
    buy(Map.of("quoteId", used)).then().statusCode(201);
    Story globex = Story.signedUp();
    Response foreign =
        as(spender(globex))
            .body(order("BUY_LICENSES", "TALK", "PLUS", 1, globex.office))
            .post(BASE + "/quotes", globex.company);
    String toRemove =
        as(ada)
            .body(order("REMOVE_LICENSES", "TALK", "BASIC", 1, acme.office))
            .post(BASE + "/quotes", acme.company)
            .path("id");

    List<String> answers = new ArrayList<>();
    for (String quote : List.of(used, foreign.path("id"), UUID.randomUUID().toString(), toRemove)) {
      Response answer = buy(Map.of("quoteId", quote));
      answer.then().spec(Problems.problem(409, "QUOTE_STALE"));
      answers.add(answer.path("detail"));
    }
    assertThat(answers).containsOnly(answers.getFirst());
    assertThat(counts("PLUS")).isEqualTo("1 1 0 0");
  }

  @Test
  @DisplayName("BIL-6 a quote whose time is up is stale, to the company's midnight at the latest")
  void expired() {
    Response quote = quote("TALK", "PLUS", 1);
    Instant end = Instant.parse(quote.path("expiresAt"));

    try (var _ = ProductTime.ahead(Duration.between(Instant.now(), end).plusMillis(1))) {
      buy(Map.of("quoteId", quote.path("id"))).then().spec(Problems.problem(409, "QUOTE_STALE"));
    }
  }

  @Test
  @DisplayName("BIL-6 a quote whose price has changed is stale: the office is on another level now")
  void priceChanged() {
    String quote = quote("TALK", "PLUS", 1).path("id");
    acme.onPriceLevel("elsewhere").updated(2);
    Eventually.holds(
        () ->
            assertThat(
                    ServiceDatabase.value(
                        "select price_level from office where office_id = ?", acme.office))
                .contains("elsewhere"));

    buy(Map.of("quoteId", quote)).then().spec(Problems.problem(409, "QUOTE_STALE"));
    quote("TALK", "PLUS", 1).then().body("lines[0].unitPrice.amount", equalTo("30.00"));
  }

  @Test
  @DisplayName("BIL-12 a suspended company is sold nothing")
  void suspended() throws SQLException {
    acme.suspended();

    buy(plain("TALK", "PLUS", 1)).then().spec(Problems.problem(409, "COMPANY_SUSPENDED"));
    quote("TALK", "PLUS", 1).then().spec(Problems.problem(409, "COMPANY_SUSPENDED"));
  }

  @Test
  @DisplayName("BIL-6 what is wrong with an order is said with its place")
  void invalid() {
    buy(Map.of("type", "TALK", "quantity", 0))
        .then()
        .spec(Problems.invalid("/plan"))
        .spec(Problems.invalid("/officeId"))
        .spec(Problems.invalid("/quantity"));
    buy(Map.of("quoteId", UUID.randomUUID(), "quantity", 1))
        .then()
        .spec(Problems.invalid("/quoteId"));
    IdentityStand.knows(acme.company, acme.identityAnswer());
    as(ada)
        .body(order("BUY_LICENSES", "TALK", "PLUS", 1, UUID.randomUUID()))
        .post(BASE + "/quotes", acme.company)
        .then()
        .spec(Problems.invalid("/officeId"));
  }

  @Test
  @DisplayName("USR-1 who may read bills but not spend buys and removes nothing")
  void readers() {
    Member reader = Members.admin(acme.company, "billing.read").joined();
    for (String call : List.of("/quotes", "/licenses", "/license-removals")) {
      as(reader)
          .body(plain("TALK", "PLUS", 1))
          .post(BASE + call, acme.company)
          .then()
          .spec(Problems.problem(403, "FORBIDDEN"));
    }
  }

  private String charged() {
    return ServiceDatabase.value(
            """
            select cast(sum(amount) as numeric(14, 2)) from ledger_amount
            where company_id = ? and account = 'RECEIVABLE'
            """,
            acme.company)
        .orElse("none");
  }

  private String counts(String plan) {
    return acme.counts(plan);
  }

  private Response quote(String type, String plan, int quantity) {
    return as(ada)
        .body(order("BUY_LICENSES", type, plan, quantity, acme.office))
        .post(BASE + "/quotes", acme.company);
  }

  private Response buy(Map<String, Object> body) {
    return as(ada).body(body).post(BASE + "/licenses", acme.company);
  }

  private Response get(String path) {
    return as(ada).get(BASE + path, acme.company);
  }

  private Map<String, Object> plain(String type, String plan, int quantity) {
    return Story.order(type, plan, quantity, acme.office);
  }

  private static Map<String, Object> order(
      String action, String type, String plan, int quantity, UUID office) {
    Map<String, Object> order = new HashMap<>(Story.order(type, plan, quantity, office));
    order.put("action", action);
    return order;
  }

  private static Member spender(Story story) {
    return Members.admin(story.company, "billing.read", "billing.manage").joined();
  }

  private static RequestSpecification as(Member member) {
    return given().auth().oauth2(member.token()).contentType("application/json");
  }
}
