package dev.rollcall.billing.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.OutboxRows;
import dev.rollcall.platform.test.OutboxRows.OutboxRow;
import dev.rollcall.platform.test.RollcallTest;
import dev.rollcall.platform.test.ServiceDatabase;
import io.quarkus.test.common.WithTestResource;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Seats that are bought for an invitation. */
@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class PurchasedSeatsTest {

  private static final String GRANTED = "rollcall.seat-request.granted.v1";
  private static final String REFUSED = "rollcall.seat-request.refused.v1";

  private final UUID invitation = UUID.randomUUID();
  private Story acme;
  private Member ada;

  @BeforeEach
  void company() {
    acme = Story.signedUp();
    ada = Members.admin(acme.company, "billing.read", "billing.manage").joined();
  }

  @Test
  @DisplayName("INV-4 a seat to be bought is a new license, reserved and charged in one step")
  void buys() {
    acme.buys(invitation, 1, "PLUS", null);

    OutboxRow granted = acme.awaits(GRANTED, invitation);
    assertThat(granted.payload().path("plan").asText()).isEqualTo("PLUS");
    assertThat(OutboxRows.ofAggregate(granted.payload().path("licenseId").asText()))
        .extracting(OutboxRow::type)
        .containsExactly("rollcall.license.created.v1", "rollcall.license.reserved.v1");
    assertThat(acme.counts("PLUS")).isEqualTo("1 0 1 0");
    assertThat(charges()).isEqualTo("1 25.00");
  }

  @Test
  @DisplayName("INV-5 a passed quote is charged to the cent, and used up")
  void byQuote() {
    String quote = quote("PLUS", 1);
    acme.buys(invitation, 1, "PLUS", UUID.fromString(quote));
    acme.awaits(GRANTED, invitation);
    UUID second = UUID.randomUUID();

    acme.buys(second, 1, "PLUS", UUID.fromString(quote));

    assertThat(code(acme.awaits(REFUSED, second))).isEqualTo("QUOTE_STALE");
    assertThat(charges()).isEqualTo("1 25.00");
  }

  @Test
  @DisplayName("INV-5 a quote that is foreign, unknown or for something else sells no seat")
  void staleQuotes() {
    Story globex = Story.signedUp();
    Member grace = Members.admin(globex.company, "billing.manage").joined();
    String foreign = quote(globex, grace, "PLUS", 1);

    for (String quote :
        List.of(foreign, UUID.randomUUID().toString(), quote("PLUS", 2), quote("PRO", 1))) {
      UUID process = UUID.randomUUID();
      acme.buys(process, 1, "PLUS", UUID.fromString(quote));
      assertThat(code(acme.awaits(REFUSED, process))).isEqualTo("QUOTE_STALE");
    }
    assertThat(charges()).isEqualTo("0 0");
    assertThat(acme.counts("PLUS")).isEqualTo("none");
  }

  @Test
  @DisplayName("X-2 the same purchase delivered again, or late, is one license and one charge")
  void replayed() {
    acme.buys(invitation, 1, "PLUS", null);
    acme.buys(invitation, 1, "PLUS", null);
    acme.awaits(GRANTED, invitation);
    acme.expired(invitation, 1);
    acme.buys(invitation, 1, "PLUS", null);
    acme.expired(invitation, 1);

    Eventually.holds(
        () ->
            assertThat(acme.answers(invitation))
                .containsExactly("seat-request.granted", "seat-request.released"));
    assertThat(acme.counts("PLUS")).isEqualTo("1 1 0 0");
    assertThat(charges()).isEqualTo("1 25.00");
  }

  @Test
  @DisplayName("X-2 an end that came before its request: nothing is bought for the ended attempt")
  void endFirst() {
    acme.revoked(invitation, 1);
    acme.buys(invitation, 1, "PLUS", null);
    UUID marker = UUID.randomUUID();
    acme.requested(marker, 1);

    Eventually.holds(() -> assertThat(seat(invitation)).isEqualTo("RELEASED"));
    acme.awaits(GRANTED, marker);
    Eventually.staysSo(
        java.time.Duration.ofSeconds(1), () -> assertThat(charges()).isEqualTo("0 0"));
  }

  @Test
  @DisplayName("EVENTS the license of an ended invitation stays, free and charged")
  void ended() {
    acme.buys(invitation, 1, "PLUS", null);
    acme.awaits(GRANTED, invitation);

    acme.expired(invitation, 1);

    acme.awaits("rollcall.seat-request.released.v1", invitation);
    assertThat(acme.counts("PLUS")).isEqualTo("1 1 0 0");
    assertThat(charges()).isEqualTo("1 25.00");
  }

  @Test
  @DisplayName("INV-9 sent again, it takes the license that it bought, and buys no second one")
  void again() {
    acme.buys(invitation, 1, "PLUS", null);
    String bought = acme.awaits(GRANTED, invitation).payload().path("licenseId").asText();
    acme.expired(invitation, 1);

    acme.buys(invitation, 2, "PLUS", null);

    Eventually.holds(() -> assertThat(acme.published(GRANTED)).hasSize(2));
    assertThat(acme.published(GRANTED).getLast().payload().path("licenseId").asText())
        .isEqualTo(bought);
    assertThat(acme.counts("PLUS")).isEqualTo("1 0 1 0");
    assertThat(charges()).isEqualTo("1 25.00");
  }

  @Test
  @DisplayName(
      "INV-9 sent again after its license went to somebody else, it takes another, or none")
  void taken() {
    acme.buys(invitation, 1, "PLUS", null);
    acme.awaits(GRANTED, invitation);
    acme.expired(invitation, 1);
    acme.awaits("rollcall.seat-request.released.v1", invitation);
    UUID other = UUID.randomUUID();
    acme.requested(other, "EXISTING", "PLUS");
    acme.awaits(GRANTED, other);

    acme.buys(invitation, 2, "PLUS", null);
    assertThat(code(acme.awaits(REFUSED, invitation))).isEqualTo("NO_FREE_LICENSE");
    acme.expired(other, 1);
    acme.buys(invitation, 3, "PLUS", null);

    Eventually.holds(() -> assertThat(acme.published(GRANTED)).hasSize(3));
    assertThat(charges()).isEqualTo("1 25.00");
  }

  @Test
  @DisplayName("BIL-12 a suspended company is sold no seat")
  void suspended() throws SQLException {
    acme.suspended();

    acme.buys(invitation, 1, "PLUS", null);

    assertThat(code(acme.awaits(REFUSED, invitation))).isEqualTo("COMPANY_SUSPENDED");
  }

  private String quote(String plan, int quantity) {
    return quote(acme, ada, plan, quantity);
  }

  private static String quote(Story story, Member member, String plan, int quantity) {
    Map<String, Object> order = new HashMap<>(Story.order("TALK", plan, quantity, story.office));
    order.put("action", "BUY_LICENSES");
    return given()
        .auth()
        .oauth2(member.token())
        .contentType("application/json")
        .body(order)
        .post("/billing/v1/companies/{c}/quotes", story.company)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** How many charges, and their sum. */
  private String charges() {
    return ServiceDatabase.value(
            """
            select concat_ws(' ', count(*), coalesce(round(sum(amount), 2)::text, '0'))
            from ledger_amount where company_id = ? and account = 'RECEIVABLE'
            """,
            acme.company)
        .orElseThrow();
  }

  private static String seat(UUID process) {
    return ServiceDatabase.value("select status from seat where process_id = ?", process)
        .orElse("none");
  }

  private static String code(OutboxRow refused) {
    return refused.payload().path("code").asText();
  }
}
