package dev.rollcall.platform.test.server;

import org.jspecify.annotations.Nullable;

/**
 * A server could not be prepared, started or used; the message is for the person who started it.
 */
public final class ServerFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ServerFailure(String message) {
    super(message);
  }

  public ServerFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
