package dev.rollcall.platform.messaging;

/**
 * An event or job that trying again can't help: broken JSON, a missing header, an unknown major
 * version. An event with it goes to the dead-letter topic at once.
 */
public final class PermanentFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PermanentFailure(String message) {
    super(message);
  }

  public PermanentFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
