package dev.rollcall.local.stack;

import dev.rollcall.platform.test.server.Places;
import java.nio.file.Path;

/**
 * How a stack is to be started.
 *
 * @param root the project's folder, built
 * @param data where data, logs and secrets are kept
 * @param fresh whether what an earlier stack has left in {@code data} is dropped
 * @param ports where everything listens; also how many replicas of a service there can be
 * @param replicas how many of each are started with the stack; the others when a test does
 * @param progress hears how the parts come up
 */
public record StackOptions(
    Path root, Path data, boolean fresh, PortPlan ports, int replicas, Progress progress) {

  /**
   * A stack of its own for tests: fresh, silent, beside any that people have running; one replica
   * of each service, where the ports provide for more.
   */
  public static StackOptions forTests(Path data, PortPlan ports) {
    return new StackOptions(Places.root(), data, true, ports, 1, Progress.SILENT);
  }
}
