package dev.rollcall.numbering;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The process that buys a held number (EVENTS.md, Buy a number).
 *
 * @param id the {@code processId} of its events, and the carrier's idempotency key
 * @param attempt answers to an older one are ignored
 * @param refusal why it failed; null unless {@link State#FAILED}
 * @param deadline real time; where it still waits then, an alarm is raised
 */
public record Purchase(
    UUID companyId,
    UUID id,
    String e164,
    UUID holdId,
    UUID officeId,
    UUID requestedBy,
    State state,
    int attempt,
    @Nullable UUID chargeId,
    @Nullable String refusal,
    Instant deadline,
    Instant createdAt) {

  /** Where the process is. */
  public enum State {
    /** Waits for billing. */
    REQUESTED,
    /** Waits for the carrier. */
    CHARGED,
    BOUGHT,
    FAILED;

    public boolean settled() {
      return this == BOUGHT || this == FAILED;
    }
  }

  /** Billing agreed. */
  public Purchase charged(UUID charge) {
    return with(State.CHARGED, charge, null);
  }

  /** The number is the company's: the pivot. */
  public Purchase bought() {
    return with(State.BOUGHT, chargeId, null);
  }

  /** It came to nothing, for that reason. */
  public Purchase failed(String code) {
    return with(State.FAILED, chargeId, code);
  }

  private Purchase with(State newState, @Nullable UUID charge, @Nullable String code) {
    return new Purchase(
        companyId,
        id,
        e164,
        holdId,
        officeId,
        requestedBy,
        newState,
        attempt,
        charge,
        code,
        deadline,
        createdAt);
  }
}
