package dev.rollcall.billing.events;

import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.Seat;
import dev.rollcall.billing.SeatAnswer;
import dev.rollcall.billing.SeatChange;
import dev.rollcall.platform.messaging.OutboxEvent;
import java.util.List;
import java.util.UUID;

/** {@code rollcall.seat-request.v1}: answers to processes that want a seat. */
public final class SeatRequestEvents {

  private static final String TOPIC = "rollcall.seat-request.v1";

  private SeatRequestEvents() {}

  record Granted(
      UUID processId,
      int attempt,
      UUID companyId,
      UUID licenseId,
      LicenseType licenseType,
      Plan plan,
      UUID officeId) {}

  record Refused(UUID processId, int attempt, UUID companyId, String code) {}

  record Released(UUID processId, int attempt, UUID companyId, UUID licenseId) {}

  /** One event per answer, in their order. */
  public static List<OutboxEvent> of(SeatChange change) {
    return change.answers().stream().map(answer -> of(change.seat(), answer)).toList();
  }

  private static OutboxEvent of(Seat seat, SeatAnswer answer) {
    return switch (answer) {
      case SeatAnswer.Granted granted ->
          event(
              seat,
              "granted",
              answer.version(),
              new Granted(
                  seat.processId(),
                  granted.attempt(),
                  seat.companyId(),
                  granted.license().id(),
                  granted.license().type(),
                  granted.license().plan(),
                  granted.license().officeId()));
      case SeatAnswer.Refused refused ->
          event(
              seat,
              "refused",
              answer.version(),
              new Refused(seat.processId(), refused.attempt(), seat.companyId(), refused.code()));
      case SeatAnswer.Released released ->
          event(
              seat,
              "released",
              answer.version(),
              new Released(
                  seat.processId(), released.attempt(), seat.companyId(), released.licenseId()));
    };
  }

  private static OutboxEvent event(Seat seat, String verb, long version, Object payload) {
    return new OutboxEvent(
        TOPIC,
        "rollcall.seat-request." + verb + ".v1",
        seat.processId().toString(),
        seat.companyId(),
        version,
        payload,
        null);
  }
}
