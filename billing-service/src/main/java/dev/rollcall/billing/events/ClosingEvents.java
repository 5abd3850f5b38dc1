package dev.rollcall.billing.events;

import dev.rollcall.billing.OfficeClosingRules.Answer;
import dev.rollcall.billing.OfficeClosingRules.Asked;
import dev.rollcall.platform.messaging.OutboxEvent;
import java.util.UUID;

/** {@code rollcall.seat-request.v1}: answers to processes that close an office. */
public final class ClosingEvents {

  private static final String TOPIC = "rollcall.seat-request.v1";

  private ClosingEvents() {}

  record Granted(UUID processId, int attempt, UUID companyId, UUID officeId) {}

  record Refused(
      UUID processId,
      int attempt,
      UUID companyId,
      UUID officeId,
      long licenses,
      long invitations) {}

  /** The answer; its version is the attempt, since each is answered once. */
  public static OutboxEvent of(UUID company, Answer answer) {
    Asked asked = answer.asked();
    return new OutboxEvent(
        TOPIC,
        "rollcall.seat-request.closing-%s.v1".formatted(answer.granted() ? "granted" : "refused"),
        asked.processId().toString(),
        company,
        asked.attempt(),
        answer.granted() ? granted(company, asked) : refused(company, answer),
        null);
  }

  private static Granted granted(UUID company, Asked asked) {
    return new Granted(asked.processId(), asked.attempt(), company, asked.officeId());
  }

  private static Refused refused(UUID company, Answer answer) {
    return new Refused(
        answer.asked().processId(),
        answer.asked().attempt(),
        company,
        answer.asked().officeId(),
        answer.held().licenses(),
        answer.held().invitations());
  }
}
