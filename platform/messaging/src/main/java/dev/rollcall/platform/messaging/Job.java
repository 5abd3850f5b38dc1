package dev.rollcall.platform.messaging;

import java.util.UUID;

/**
 * A job as a handler gets it.
 *
 * @param id the row's id; stable over attempts, so it serves as an idempotency key at the far end
 * @param attempt 1 for the first
 * @param maxAttempts after this many failures the job is given up; at least 1
 */
public record Job(
    UUID id, String kind, UUID companyId, String subject, int attempt, int maxAttempts) {

  /** Whether a failure now is final, so that the handler can record it on the aggregate. */
  public boolean last() {
    return attempt >= maxAttempts;
  }
}
