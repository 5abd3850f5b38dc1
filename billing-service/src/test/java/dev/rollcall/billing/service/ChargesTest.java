package dev.rollcall.billing.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.platform.test.Eventually;
import dev.rollcall.platform.test.Member;
import dev.rollcall.platform.test.Members;
import dev.rollcall.platform.test.ProductTime;
import dev.rollcall.platform.test.RollcallTest;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@RollcallTest(service = "billing")
@WithTestResource(IdentityStand.class)
class ChargesTest {

  private static final String GRANTED = "rollcall.charge.granted.v1";
  private static final String VOIDED = "rollcall.charge.voided.v1";
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private final UUID purchase = UUID.randomUUID();

  @Test
  @DisplayName("BIL-5 the first month's licenses cost a full month from the sign-up day")
  void firstMonth() {
    Story acme = Story.signedUp();
    LocalDate today = Instant.now().atZone(NEW_YORK).toLocalDate();

    charges(acme)
        .body("period.from", equalTo(today.toString()))
        .body("period.to", equalTo(today.plusMonths(1).toString()))
        .body("lines", hasSize(1))
        .body("lines[0].description", equalTo("TALK BASIC, Head office"))
        .body("lines[0].quantity", equalTo(3))
        .body("lines[0].unitPrice.amount", equalTo("15.00"))
        .body("lines[0].amount.amount", equalTo("45.00"))
        .body("total.amount", equalTo("45.00"))
        .body("total.currency", equalTo("USD"));
  }

  @Test
  @DisplayName("NUM-1 a US local number per TALK license is free of charge")
  void entitled() {
    Story acme = Story.signedUp();

    acme.purchaseRequested(purchase, 1, number(1), "LOCAL");

    JsonNode granted = acme.awaits(GRANTED, purchase).payload();
    assertThat(granted.path("entitled").asBoolean()).isTrue();
    assertThat(granted.path("monthly").path("amount").asText()).isEqualTo("0.00");
    charges(acme).body("total.amount", equalTo("45.00"));
  }

  @Test
  @DisplayName("BIL-11 the number beyond the entitlement is charged from the day bought")
  void beyond() {
    Story acme = Story.signedUp();
    buyThree(acme);

    acme.purchaseRequested(purchase, 1, number(4), "LOCAL");

    JsonNode granted = acme.awaits(GRANTED, purchase).payload();
    assertThat(granted.path("entitled").asBoolean()).isFalse();
    assertThat(granted.path("monthly").path("amount").asText()).isEqualTo("5.00");
    charges(acme)
        .body("lines", hasSize(2))
        .body("lines[1].amount.amount", equalTo("5.00"))
        .body("total.amount", equalTo("50.00"));
  }

  @Test
  @DisplayName("BIL-4 a number bought mid-period is prorated by day")
  void midPeriod() {
    Instant tenDaysAgo = Instant.now().minus(Duration.ofDays(10));
    Story acme = new Story().at(tenDaysAgo, "America/New_York");
    acme.created();
    acme.provisioned();
    LocalDate today = Instant.now().atZone(NEW_YORK).toLocalDate();

    acme.purchaseRequested(purchase, 1, number(1), "TOLL_FREE");

    acme.awaits(GRANTED, purchase);
    LocalDate from = tenDaysAgo.atZone(NEW_YORK).toLocalDate();
    long days = from.until(from.plusMonths(1), java.time.temporal.ChronoUnit.DAYS);
    java.math.BigDecimal expected =
        new java.math.BigDecimal("10.00")
            .multiply(
                java.math.BigDecimal.valueOf(
                    today.until(from.plusMonths(1), java.time.temporal.ChronoUnit.DAYS)))
            .divide(java.math.BigDecimal.valueOf(days), 2, java.math.RoundingMode.HALF_UP);
    charges(acme)
        .body("period.from", equalTo(from.toString()))
        .body("lines[1].from", equalTo(today.toString()))
        .body("lines[1].amount.amount", equalTo(expected.toPlainString()));
  }

  @Test
  @DisplayName("NUM-9 a failed purchase gives the charge and the entitlement back, once")
  void failed() {
    Story acme = Story.signedUp();
    buyThree(acme);
    UUID fourth = UUID.randomUUID();
    acme.purchaseRequested(fourth, 1, number(4), "LOCAL");
    acme.awaits(GRANTED, fourth);

    acme.purchaseFailed(fourth, 1, number(4), "LOCAL");
    acme.purchaseFailed(fourth, 1, number(4), "LOCAL");
    acme.purchaseRequested(purchase, 1, number(5), "TOLL_FREE");

    acme.awaits(VOIDED, fourth);
    acme.awaits(GRANTED, purchase);
    assertThat(acme.published(VOIDED)).hasSize(1);
    charges(acme).body("lines", hasSize(2)).body("total.amount", equalTo("55.00"));
  }

  @Test
  @DisplayName(
      "BIL-10 a purchase that asks again is one charge, and is answered again (X-1), one that comes twice isn't (X-2)")
  void twice() {
    Story acme = Story.signedUp();

    acme.purchaseRequested(purchase, 1, number(1), "TOLL_FREE");
    acme.purchaseRequested(purchase, 1, number(1), "TOLL_FREE");
    acme.purchaseRequestedAgain(purchase, 1, number(1), "TOLL_FREE");
    acme.bought(purchase, number(1), "TOLL_FREE");
    UUID later = UUID.randomUUID();
    acme.purchaseRequested(later, 1, number(1), "LOCAL");

    acme.awaits(GRANTED, later);
    assertThat(acme.answers(purchase)).containsExactly("charge.granted", "charge.granted");
    charges(acme).body("total.amount", equalTo("55.00"));
  }

  @Test
  @DisplayName("BIL-11 a number that the company gives up costs no more from that day")
  void givenUp() {
    Story acme = Story.signedUp();
    acme.purchaseRequested(purchase, 1, number(1), "TOLL_FREE");
    acme.awaits(GRANTED, purchase);

    acme.givenUp(number(1), "TOLL_FREE");

    Eventually.holds(() -> charges(acme).body("total.amount", equalTo("45.00")));
  }

  @Test
  @DisplayName("EVENTS Buy a number: a purchase of an unknown company waits for the company")
  void unknownCompany() {
    Story acme = new Story();
    IdentityStand.isAwayFor(acme.company);
    acme.purchaseRequested(purchase, 1, number(1), "LOCAL");
    Eventually.holds(() -> assertThat(IdentityStand.asked(acme.company)).isPositive());

    acme.created();

    assertThat(acme.awaits(GRANTED, purchase).payload().path("entitled").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("BIL-5 the next period begins a month later, and costs the same licenses")
  void nextPeriod() {
    Story acme = Story.signedUp();
    LocalDate signUp = Instant.now().atZone(NEW_YORK).toLocalDate();

    try (var moved = ProductTime.ahead(Duration.ofDays(32))) {
      assertThat(moved).isNotNull();
      charges(acme)
          .body("period.from", equalTo(signUp.plusMonths(1).toString()))
          .body("period.to", equalTo(signUp.plusMonths(2).toString()))
          .body("total.amount", equalTo("45.00"));
    }
  }

  @Test
  @DisplayName("BIL-1 an office on another price level pays that level's price")
  void priceLevel() {
    Story globex = new Story().onPriceLevel("EU");
    globex.created();
    globex.provisioned();

    charges(globex)
        .body("lines[0].unitPrice.amount", equalTo("18.00"))
        .body("total.amount", equalTo("54.00"));
  }

  @Test
  @DisplayName("BIL-12 a suspended company buys no number")
  void suspended() throws SQLException {
    Story acme = Story.signedUp();
    acme.suspended();

    acme.purchaseRequested(purchase, 1, number(1), "LOCAL");

    assertThat(acme.awaits("rollcall.charge.refused.v1", purchase).payload().path("code").asText())
        .isEqualTo("COMPANY_SUSPENDED");
  }

  private static void buyThree(Story story) {
    IntStream.rangeClosed(1, 3)
        .forEach(
            n -> {
              UUID one = UUID.randomUUID();
              story.purchaseRequested(one, 1, number(n), "LOCAL");
              assertThat(story.awaits(GRANTED, one).payload().path("entitled").asBoolean())
                  .isTrue();
            });
  }

  private static String number(int n) {
    return "+1415555010" + n;
  }

  private static ValidatableResponse charges(Story story) {
    Member ada = Members.admin(story.company, "billing.read").joined();
    return given()
        .auth()
        .oauth2(ada.token())
        .get("/billing/v1/companies/{c}/charges", story.company)
        .then()
        .statusCode(200);
  }
}
