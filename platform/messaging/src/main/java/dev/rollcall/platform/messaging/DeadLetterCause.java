package dev.rollcall.platform.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import java.util.stream.Stream;

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
    return causes(failure)
        .map(DeadLetterCause::recognised)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> told(Poison.FAILED, SafeMessage.of(failure)));
  }

  private static Optional<DeadLetterCause> recognised(Throwable failure) {
    return switch (failure) {
      case PermanentFailure permanent ->
          Optional.of(told(permanent.poison(), SafeMessage.text(permanent)));
      case JsonProcessingException json ->
          Optional.of(told(Poison.WRONG_SCHEMA, Payload.told(json)));
      default -> Optional.empty();
    };
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(16);
  }

  private static DeadLetterCause told(Poison poison, String message) {
    return new DeadLetterCause(poison.words() + ": " + message);
  }
}
