package dev.rollcall.numbering;

import static io.restassured.RestAssured.given;

import dev.rollcall.platform.test.Events;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.OutboxRows.OutboxRow;
import dev.rollcall.platform.test.ServiceDatabase;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A company with one US office and an admin, as the other services' events tell of it; what billing
 * would answer is sent by the test.
 */
final class NumberingWorld {

  final UUID company = UUID.randomUUID();
  final UUID office = UUID.randomUUID();
  final Member admin =
      Members.admin(company, "numbers.read", "numbers.manage").office(office).joined();

  static NumberingWorld open() {
    var world = new NumberingWorld();
    world.publishCompany(1, "OPEN");
    Eventually.there("the office", () -> world.view("office_view"));
    return world;
  }

  private Optional<String> view(String table) {
    return ServiceDatabase.value(
        "select office_id from " + table + " where company_id = ?", company);
  }

  /** Publishes the company with its one office in that status. */
  void publishCompany(long version, String officeStatus) {
    publishCompany(version, officeStatus, "");
  }

  /** Identity asks whether the office may close, under that attempt of the process. */
  void closes(long version, UUID process, int attempt) {
    publishCompany(
        version,
        "CLOSING",
        ", \"closing\": {\"processId\": \"%s\", \"attempt\": %d}".formatted(process, attempt));
  }

  private void publishCompany(long version, String officeStatus, String closing) {
    Events.send(
        "rollcall.company.v1",
        company.toString(),
        version == 1 ? "rollcall.company.created.v1" : "rollcall.company.updated.v1",
        company,
        version,
        """
        {"companyId": "%s", "name": "Acme", "country": "US", "timeZone": "America/New_York",
         "edition": "STANDARD", "enabledProducts": [], "founderUserId": "%s",
         "invitationPolicy": {"phoneRequired": false, "managerInviteCeiling": "USER",
           "linkLifetime": "PT24H", "allowedDomains": [], "blockedDomains": []},
         "offices": [{"officeId": "%s", "name": "Head office", "country": "US",
           "timeZone": "America/New_York", "priceLevel": "US", "headOffice": true,
           "status": "%s" %s}], "createdAt": "2026-03-11T09:00:00Z"}
        """
            .formatted(company, admin.userId(), office, officeStatus, closing));
  }

  /** A user of the head office whom this service has heard of. */
  Member user() {
    return heardOf(Members.user(company, "numbers.read").office(office).names("Bob", "Stone"));
  }

  /** The same of any other member to be. */
  Member heardOf(Member member) {
    Member joined = member.joined();
    Eventually.there(
        "the user",
        () ->
            ServiceDatabase.value(
                "select user_id from user_view where company_id = ? and user_id = ?",
                company,
                joined.userId()));
    return joined;
  }

  RequestSpecification as(Member member) {
    return given()
        .auth()
        .oauth2(member.token())
        .contentType(ContentType.JSON)
        .basePath("/numbering/v1/companies/" + company);
  }

  RequestSpecification asAdmin() {
    return as(admin);
  }

  /** A number of that type in the US that can be held. */
  String available(String type) {
    return asAdmin()
        .queryParam("country", "US")
        .queryParam("type", type)
        .queryParam("areaCode", type.equals("TOLL_FREE") ? "800" : "415")
        .get("/available-numbers")
        .then()
        .statusCode(200)
        .extract()
        .path("items[0].e164");
  }

  Response hold(String e164) {
    return asAdmin().body(Map.of("e164", e164)).post("/number-holds");
  }

  /** Asks to buy without waiting for the outcome. */
  Response requestPurchase(String holdId) {
    return asAdmin()
        .header("Prefer", "wait=0")
        .body(Map.of("holdId", holdId, "officeId", office))
        .post("/numbers");
  }

  /** What this service asked billing. */
  OutboxRow purchaseRequested(String e164) {
    return OutboxRows.await(
        company,
        row ->
            row.type().equals("rollcall.number.purchase-requested.v1")
                && row.aggregateId().equals(e164));
  }

  /** Billing agrees. */
  void grant(OutboxRow request) {
    answer(
        request,
        "granted",
        charge(
            request,
            ", \"entitled\": true, \"monthly\": {\"amount\": \"0.00\", \"currency\": \"USD\"}, \"from\": \""
                + LocalDate.EPOCH
                + "\""));
  }

  /** Billing refuses. */
  void refuse(OutboxRow request) {
    answer(
        request,
        "refused",
        """
        {"processId": "%s", "attempt": 1, "companyId": "%s", "e164": "%s",
         "code": "COMPANY_SUSPENDED"}
        """
            .formatted(processId(request), company, request.aggregateId()));
  }

  private void answer(OutboxRow request, String what, String payload) {
    Events.send(
        "rollcall.charge.v1",
        processId(request),
        "rollcall.charge." + what + ".v1",
        company,
        1,
        payload);
  }

  private String charge(OutboxRow request, String more) {
    return """
        {"processId": "%s", "attempt": 1, "companyId": "%s", "e164": "%s", "chargeId": "%s" %s}
        """
        .formatted(processId(request), company, request.aggregateId(), UUID.randomUUID(), more);
  }

  static String processId(OutboxRow request) {
    return request.payload().path("processId").asText();
  }

  /** Holds, buys and waits until the number is the company's. */
  String bought(String type) {
    String e164 = available(type);
    String hold = hold(e164).then().statusCode(201).extract().path("id");
    requestPurchase(hold).then().statusCode(202);
    grant(purchaseRequested(e164));
    awaitState(e164, "RESERVED");
    return e164;
  }

  void awaitState(String e164, String state) {
    Eventually.holds(
        () ->
            asAdmin()
                .get("/numbers/{e164}", e164)
                .then()
                .statusCode(200)
                .body("state", org.hamcrest.Matchers.equalTo(state)));
  }

  /** The types published about the number, in order. */
  List<String> published(String e164) {
    return OutboxRows.ofAggregate(e164).stream().map(OutboxRow::type).toList();
  }
}
