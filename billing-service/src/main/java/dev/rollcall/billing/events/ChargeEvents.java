package dev.rollcall.billing.events;

import dev.rollcall.billing.ChargeAnswer;
import dev.rollcall.billing.ChargeDecision.Decided;
import dev.rollcall.billing.Money;
import dev.rollcall.billing.NumberCharge;
import dev.rollcall.platform.messaging.OutboxEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** {@code rollcall.charge.v1}: answers to purchases of numbers. */
public final class ChargeEvents {

  private static final String TOPIC = "rollcall.charge.v1";

  private ChargeEvents() {}

  record Granted(
      UUID processId,
      int attempt,
      UUID companyId,
      String e164,
      UUID chargeId,
      boolean entitled,
      Amount monthly,
      LocalDate from) {}

  record Refused(UUID processId, int attempt, UUID companyId, String e164, String code) {}

  record Voided(UUID processId, int attempt, UUID companyId, String e164, UUID chargeId) {}

  /** Money on the wire: the amount as text, so that no reader makes a binary fraction of it. */
  record Amount(String amount, String currency) {
    static Amount of(Money money) {
      return new Amount(money.amount().toPlainString(), money.currency().getCurrencyCode());
    }
  }

  /** One event per answer, in their order. */
  public static List<OutboxEvent> of(Decided decided) {
    return decided.answers().stream().map(answer -> of(decided.charge(), answer)).toList();
  }

  private static OutboxEvent of(NumberCharge charge, ChargeAnswer answer) {
    String e164 = charge.purchase().e164();
    return switch (answer) {
      case ChargeAnswer.Granted(int attempt, long version, NumberCharge.Terms terms) ->
          event(
              charge,
              "granted",
              version,
              new Granted(
                  charge.processId(),
                  attempt,
                  charge.companyId(),
                  e164,
                  terms.chargeId(),
                  terms.entitled(),
                  Amount.of(terms.monthly()),
                  terms.from()));
      case ChargeAnswer.Refused(int attempt, long version, String code) ->
          event(
              charge,
              "refused",
              version,
              new Refused(charge.processId(), attempt, charge.companyId(), e164, code));
      case ChargeAnswer.Voided(int attempt, long version, UUID chargeId) ->
          event(
              charge,
              "voided",
              version,
              new Voided(charge.processId(), attempt, charge.companyId(), e164, chargeId));
    };
  }

  private static OutboxEvent event(NumberCharge charge, String verb, long version, Object payload) {
    return new OutboxEvent(
        TOPIC,
        "rollcall.charge." + verb + ".v1",
        charge.processId().toString(),
        charge.companyId(),
        version,
        payload,
        null);
  }
}
