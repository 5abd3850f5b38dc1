package dev.rollcall.local.stack;

import dev.rollcall.platform.test.server.Places;
import java.nio.file.Path;

/**
 * How a stack is to be started.
 *
 * @param root the project's folder, built
 * @param data where data, logs and secrets are kept
 * @param fresh whether what an earlier stack has left in {@code data} is dropped
 * @param ports where everything listens
 * @param progress hears how the parts come up
 */
public record StackOptions(Path root, Path data, boolean fresh, PortPlan ports, Progress progress) {

  /** A stack of its own for tests: fresh, silent, beside any that people have running. */
  public static StackOptions forTests(Path data, int portOffset) {
    return new StackOptions(Places.root(), data, true, new PortPlan(portOffset), Progress.SILENT);
  }
}
