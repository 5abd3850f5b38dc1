package dev.rollcall.platform.messaging;

import java.util.UUID;

/**
 * A job as a handler gets it.
 *
 * @param id the row's id; stable over attempts, so it serves as an idempotency key at the far end
 * @param attempt 1 for the first
 * @param maxAttempts after this many failures the job is given up; at least 1
 * @param lease token of the claim that runs it: whoever ends the row does so only while it holds it
 */
public record Job(
    UUID id,
    String kind,
    UUID companyId,
    String subject,
    int attempt,
    int maxAttempts,
    UUID lease) {

  private static final UUID NO_LEASE = new UUID(0, 0);

  /** One that no row stands for: a handler has another one do it as part of its own job. */
  public Job(UUID id, String kind, UUID companyId, String subject, int attempt, int maxAttempts) {
    this(id, kind, companyId, subject, attempt, maxAttempts, NO_LEASE);
  }

  /** Whether a failure now is final, so that the handler can record it on the aggregate. */
  public boolean last() {
    return attempt >= maxAttempts;
  }
}
