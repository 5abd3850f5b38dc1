package dev.rollcall.e2e.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.TestReporter;

/** How much is broken, and for how long. */
final class FaultSettings {

  /** {@code -Dfaults}, which {@code ./rollcall test --faults} sets: the long form. */
  static final boolean FULL = System.getProperty("faults") != null;

  private FaultSettings() {}

  /** {@code -Dfaults.seed} repeats the moments of an earlier run. */
  static long seed() {
    return Long.getLong("faults.seed", ThreadLocalRandom.current().nextLong());
  }

  /** Tells what was done, in the test's report and in {@code target/faults.txt}. */
  static void report(TestReporter reporter, String line) {
    reporter.publishEntry("faults", line);
    try {
      Files.writeString(
          Path.of("target/faults.txt"),
          line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
