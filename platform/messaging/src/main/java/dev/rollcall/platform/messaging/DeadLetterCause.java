package dev.rollcall.platform.messaging;

/**
 * The failure that a channel sees of an event that was given up. The connector writes its message,
 * {@code wrong schema: …}, into the dead letter's header {@code dead-letter-reason}, next to where
 * the event was read; it has no cause of its own, because messages of libraries quote what they
 * couldn't read, and that may be personal.
 */
public final class DeadLetterCause extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private DeadLetterCause(String message) {
    super(message, null, false, false);
  }

  /** What is told of the failure: a kind of {@link Poison}, and a safe message. */
  public static DeadLetterCause of(Throwable failure) {
    return failure instanceof PermanentFailure permanent
        ? told(permanent.poison(), SafeMessage.text(permanent))
        : told(Poison.FAILED, SafeMessage.of(failure));
  }

  private static DeadLetterCause told(Poison poison, String message) {
    return new DeadLetterCause(poison.words() + ": " + message);
  }
}
