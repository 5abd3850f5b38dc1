package dev.rollcall.billing;

import static dev.rollcall.billing.Examples.COMPANY;
import static dev.rollcall.billing.Examples.PROCESS;
import static dev.rollcall.billing.Examples.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.billing.ChargeDecision.Decided;
import dev.rollcall.billing.ChargeDecision.Unchanged;
import dev.rollcall.billing.ChargeDecision.Wanted;
import dev.rollcall.billing.NumberCharge.Purchase;
import dev.rollcall.billing.NumberCharge.Status;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChargeRulesTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-03-11");

  @Test
  @DisplayName("NUM-1 a US local number within the entitlement is free")
  void entitled() {
    var terms = granted(number(NumberType.LOCAL, "US"), 2, 3).charge().terms().orElseThrow();

    assertThat(terms.entitled()).isTrue();
    assertThat(terms.monthly()).isEqualTo(usd("0.00"));
  }

  @Test
  @DisplayName("BIL-11 a number beyond the entitlement costs the catalogue's price from its day")
  void beyond() {
    var terms = granted(number(NumberType.LOCAL, "US"), 3, 3).charge().terms().orElseThrow();

    assertThat(terms.entitled()).isFalse();
    assertThat(terms.monthly()).isEqualTo(usd("5.00"));
    assertThat(terms.from()).isEqualTo(TODAY);
  }

  @Test
  @DisplayName("NUM-1 toll-free numbers and those of other countries are never free")
  void notEntitling() {
    assertThat(granted(number(NumberType.TOLL_FREE, "US"), 0, 3).charge().terms().orElseThrow())
        .matches(terms -> !terms.entitled());
    assertThat(granted(number(NumberType.LOCAL, "DE"), 0, 3).charge().terms().orElseThrow())
        .matches(terms -> !terms.entitled());
  }

  @Test
  @DisplayName("BIL-10 the same request twice is one charge and the same answer again")
  void twice() {
    NumberCharge charge = granted(number(NumberType.LOCAL, "US"), 0, 3).charge();

    var again = (Decided) ChargeRules.request(charge, 1);

    assertThat(again.charge().terms()).isEqualTo(charge.terms());
    assertThat(again.answers())
        .containsExactly(new ChargeAnswer.Granted(1, 2, charge.terms().orElseThrow()));
  }

  @Test
  @DisplayName("X-2 a request that only comes twice changes nothing, its answer's version neither")
  void deliveredTwice() {
    NumberCharge charge = granted(number(NumberType.LOCAL, "US"), 0, 3).charge();

    assertThat(ChargeRules.firstRequest(charge, 1)).isEqualTo(new Unchanged());
  }

  @Test
  @DisplayName("X-1 a refusal that was lost is told again")
  void refusedTwice() {
    var wanted = (Wanted) ChargeRules.request(number(NumberType.LOCAL, "US"), 1);
    NumberCharge refused = ChargeRules.refuse(wanted, ChargeRules.COMPANY_SUSPENDED).charge();

    var again = (Decided) ChargeRules.request(refused, 1);

    assertThat(again.answers())
        .containsExactly(new ChargeAnswer.Refused(1, 2, ChargeRules.COMPANY_SUSPENDED));
  }

  @Test
  @DisplayName("NUM-9 a failed purchase takes the charge back, once")
  void voided() {
    NumberCharge charge = granted(number(NumberType.LOCAL, "US"), 0, 3).charge();

    var voided = (Decided) ChargeRules.fail(charge, 1);

    assertThat(voided.charge().status()).isEqualTo(Status.VOIDED);
    assertThat(voided.answers()).hasSize(1);
    assertThat(ChargeRules.fail(voided.charge(), 1)).isEqualTo(new Unchanged());
    assertThat(ChargeRules.request(voided.charge(), 1)).isEqualTo(new Unchanged());
  }

  @Test
  @DisplayName("X-2 a failure that comes before its request is remembered")
  void failureFirst() {
    NumberCharge unseen = number(NumberType.LOCAL, "US");

    var remembered = (Decided) ChargeRules.fail(unseen, 1);

    assertThat(remembered.answers()).isEmpty();
    assertThat(ChargeRules.request(remembered.charge(), 1)).isEqualTo(new Unchanged());
  }

  @Test
  @DisplayName("X-2 a failure of an older attempt changes nothing")
  void lateFailure() {
    NumberCharge charge = granted(number(NumberType.LOCAL, "US"), 0, 3, 2).charge();

    assertThat(ChargeRules.fail(charge, 1)).isEqualTo(new Unchanged());
  }

  @Test
  @DisplayName("X-2 a newer attempt takes the older one's charge back first")
  void newerAttempt() {
    NumberCharge charge = granted(number(NumberType.LOCAL, "US"), 0, 3).charge();

    var wanted = (Wanted) ChargeRules.request(charge, 2);

    assertThat(wanted.first().answers())
        .containsExactly(new ChargeAnswer.Voided(1, 2, charge.terms().orElseThrow().chargeId()));
    assertThat(ChargeRules.grant(wanted, Examples.id(8), 0, 3, usd("5.00"), TODAY).answers())
        .extracting(ChargeAnswer::attempt, ChargeAnswer::version)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(2, 3L));
  }

  @Test
  @DisplayName("EVENTS Buy a number: a purchase of an unknown company waits")
  void waits() {
    var wanted = (Wanted) ChargeRules.request(number(NumberType.LOCAL, "US"), 1);

    NumberCharge waiting = ChargeRules.await(wanted).charge();

    assertThat(waiting.status()).isEqualTo(Status.WAITING);
    assertThat(ChargeRules.resume(waiting)).isInstanceOf(Wanted.class);
  }

  @Test
  @DisplayName("BIL-12 a refusal names its code")
  void refused() {
    var wanted = (Wanted) ChargeRules.request(number(NumberType.LOCAL, "US"), 1);

    Decided refused = ChargeRules.refuse(wanted, ChargeRules.COMPANY_SUSPENDED);

    assertThat(refused.answers())
        .containsExactly(new ChargeAnswer.Refused(1, 1, "COMPANY_SUSPENDED"));
    assertThat(ChargeRules.resume(refused.charge())).isEqualTo(new Unchanged());
  }

  private static NumberCharge number(NumberType type, String country) {
    return NumberCharge.unseen(
        COMPANY, PROCESS, new Purchase("+14155550123", type, country, Examples.OFFICE));
  }

  private static Decided granted(NumberCharge unseen, long inUse, long licenses) {
    return granted(unseen, inUse, licenses, 1);
  }

  private static Decided granted(NumberCharge unseen, long inUse, long licenses, int attempt) {
    var wanted = (Wanted) ChargeRules.request(unseen, attempt);
    return ChargeRules.grant(wanted, Examples.id(7), inUse, licenses, usd("5.00"), TODAY);
  }
}
