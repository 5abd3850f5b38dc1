package dev.rollcall.platform.web.problem;

import dev.rollcall.platform.outcome.Refusal;

/**
 * Carries a {@link Refusal} out of a filter or a resource to the one mapper; has no stack trace.
 */
public final class RefusalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  public RefusalException(Refusal refusal) {
    super(refusal.code(), null, false, false);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
