package dev.rollcall.platform.test.server;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs as one child process at a time. What differs between servers is how it is
 * launched and how it shows that it answers.
 */
public abstract class ChildServer implements LocalServer {

  private final String name;
  private final Duration toStart;
  private @Nullable Child child;

  /**
   * A server that isn't running yet.
   *
   * @param toStart how long it may take until it answers
   */
  protected ChildServer(String name, Duration toStart) {
    this.name = name;
    this.toStart = toStart;
  }

  /**
   * What to launch. Called at every start; what the command needs on disk is made here.
   *
   * @throws ServerFailure when the server can't be launched, saying what to do
   */
  protected abstract Child.Command command();

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final synchronized void start() {
    if (child == null || !child.alive()) {
      child = Child.start(command());
      child.await(toStart, this::ready);
    }
  }

  @Override
  public final synchronized Optional<Long> pid() {
    return Optional.ofNullable(child).filter(Child::alive).map(Child::pid);
  }

  @Override
  public final void stop() {
    stop(Child.PATIENCE);
  }

  /** Stops it; by force when it takes longer than that. */
  public final synchronized void stop(Duration patience) {
    if (child != null) {
      child.close(patience);
      child = null;
    }
  }
}
