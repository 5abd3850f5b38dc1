package dev.rollcall.platform.messaging;

/**
 * An event or job that trying again can't help: broken JSON, a missing header, an unknown major
 * version. An event with it goes to the dead-letter topic at once. Its message is kept there, and
 * quotes nothing of the payload.
 */
public final class PermanentFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Poison poison;

  /** Understood, and never acceptable: {@link Poison#REFUSED}. */
  public PermanentFailure(String message) {
    this(Poison.REFUSED, message);
  }

  public PermanentFailure(String message, Throwable cause) {
    super(message, cause);
    this.poison = Poison.REFUSED;
  }

  public PermanentFailure(Poison poison, String message) {
    super(message);
    this.poison = poison;
  }

  /** What is wrong with the event. */
  public Poison poison() {
    return poison;
  }
}
