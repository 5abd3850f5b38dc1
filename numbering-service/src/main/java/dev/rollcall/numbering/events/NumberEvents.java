package dev.rollcall.numbering.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rollcall.numbering.NumberState;
import dev.rollcall.numbering.NumberType;
import dev.rollcall.numbering.PhoneNumber;
import dev.rollcall.numbering.Purchase;
import dev.rollcall.platform.messaging.OutboxEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this service publishes: {@code rollcall.number.v1}, always with the number's full state. */
public final class NumberEvents {

  private static final String TOPIC = "rollcall.number.v1";

  private NumberEvents() {}

  record Assignee(UUID userId) {}

  record NumberPayload(
      String e164,
      UUID companyId,
      NumberType type,
      String country,
      NumberState state,
      UUID officeId,
      @Nullable Assignee assignee,
      @Nullable UUID lastUserId,
      @Nullable UUID lastOfficeId,
      @Nullable Instant unassignedAt,
      @Nullable String label,
      @Nullable UUID processId,
      @Nullable Integer attempt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean again) {}

  public static OutboxEvent purchaseRequested(PhoneNumber number, Purchase purchase) {
    return event("purchase-requested", number, purchase);
  }

  /** The purchase still waits and asks once more: the answer may be lost for good. */
  public static OutboxEvent purchaseRequestedAgain(PhoneNumber number, Purchase purchase) {
    return event("purchase-requested", number, purchase, true);
  }

  public static OutboxEvent bought(PhoneNumber number, Purchase purchase) {
    return event("bought", number, purchase);
  }

  public static OutboxEvent purchaseFailed(PhoneNumber number, Purchase purchase) {
    return event("purchase-failed", number, purchase);
  }

  public static OutboxEvent assigned(PhoneNumber number) {
    return event("assigned", number, null);
  }

  public static OutboxEvent reserved(PhoneNumber number) {
    return event("reserved", number, null);
  }

  public static OutboxEvent heldForRestore(PhoneNumber number) {
    return event("held-for-restore", number, null);
  }

  private static OutboxEvent event(String what, PhoneNumber number, @Nullable Purchase purchase) {
    return event(what, number, purchase, null);
  }

  private static OutboxEvent event(
      String what, PhoneNumber number, @Nullable Purchase purchase, @Nullable Boolean again) {
    var payload =
        new NumberPayload(
            number.e164(),
            number.companyId(),
            number.type(),
            number.country(),
            number.state(),
            number.officeId(),
            number.userId() == null ? null : new Assignee(number.userId()),
            number.lastUserId(),
            number.lastOfficeId(),
            number.unassignedAt(),
            number.label(),
            purchase == null ? null : purchase.id(),
            purchase == null ? null : purchase.attempt(),
            again);
    return new OutboxEvent(
        TOPIC,
        "rollcall.number." + what + ".v1",
        number.e164(),
        number.companyId(),
        number.version(),
        payload,
        null);
  }
}
