package dev.rollcall.platform.test.server;

import java.util.Optional;

/** A server on loopback that this JVM starts and stops. */
public interface LocalServer extends AutoCloseable {

  /** What people call it, lower-case, e.g. {@code postgres}; also the name of its log file. */
  String name();

  /**
   * Starts it and waits until it answers. Does nothing when it runs already.
   *
   * @throws ServerFailure when it doesn't come up; the message says why and names the log
   */
  void start();

  /** Whether it answers now. */
  boolean ready();

  /** The process id of the child that runs it; empty when it isn't running or runs in this JVM. */
  Optional<Long> pid();

  /** Stops it, gracefully first; does nothing when it isn't running. Its data stays. */
  void stop();

  /** The same as {@link #stop}. */
  @Override
  default void close() {
    stop();
  }
}
