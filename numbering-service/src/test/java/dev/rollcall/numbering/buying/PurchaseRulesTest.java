package dev.rollcall.numbering.buying;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.numbering.Purchase;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PurchaseRulesTest {

  private static final UUID CHARGE = new UUID(7, 7);

  @Test
  @DisplayName("X-2 an answer that comes twice has one effect")
  void twice() {
    Purchase charged = PurchaseRules.charged(requested(), 1, CHARGE).orElseThrow();

    assertThat(PurchaseRules.charged(charged, 1, CHARGE)).isEmpty();
    assertThat(PurchaseRules.refused(charged, 1, "COMPANY_SUSPENDED")).isEmpty();
  }

  @Test
  @DisplayName("X-2 an answer to another attempt is ignored")
  void otherAttempt() {
    assertThat(PurchaseRules.charged(requested(), 2, CHARGE)).isEmpty();
    assertThat(PurchaseRules.refused(requested(), 0, "COMPANY_SUSPENDED")).isEmpty();
  }

  @Test
  @DisplayName(
      "NUM-9 a race lost at the carrier fails the purchase; one that is bought stays bought")
  void lostRace() {
    Purchase charged = PurchaseRules.charged(requested(), 1, CHARGE).orElseThrow();

    assertThat(PurchaseRules.gone(charged))
        .hasValueSatisfying(failed -> assertThat(failed.refusal()).isEqualTo("NUMBER_TAKEN"));
    assertThat(PurchaseRules.gone(PurchaseRules.sold(charged).orElseThrow())).isEmpty();
  }

  private static Purchase requested() {
    return new Purchase(
        new UUID(1, 1),
        new UUID(5, 1),
        "+14155550123",
        new UUID(4, 1),
        new UUID(3, 1),
        new UUID(2, 1),
        Purchase.State.REQUESTED,
        1,
        null,
        null,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
