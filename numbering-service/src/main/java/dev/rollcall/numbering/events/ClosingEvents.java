package dev.rollcall.numbering.events;

import dev.rollcall.numbering.OfficeClosingRules.Answer;
import dev.rollcall.numbering.OfficeClosingRules.Asked;
import dev.rollcall.platform.messaging.OutboxEvent;
import java.util.UUID;

/** {@code rollcall.number-request.v1}: answers to processes that close an office. */
public final class ClosingEvents {

  private static final String TOPIC = "rollcall.number-request.v1";

  private ClosingEvents() {}

  record Granted(UUID processId, int attempt, UUID companyId, UUID officeId) {}

  record Refused(UUID processId, int attempt, UUID companyId, UUID officeId, long numbers) {}

  /** The answer; its version is the attempt, since each is answered once. */
  public static OutboxEvent of(UUID company, Answer answer) {
    Asked asked = answer.asked();
    return new OutboxEvent(
        TOPIC,
        "rollcall.number-request.closing-%s.v1".formatted(answer.granted() ? "granted" : "refused"),
        asked.processId().toString(),
        company,
        asked.attempt(),
        answer.granted()
            ? new Granted(asked.processId(), asked.attempt(), company, asked.officeId())
            : new Refused(
                asked.processId(), asked.attempt(), company, asked.officeId(), answer.numbers()),
        null);
  }
}
