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

  /** {@code -Dfull}, which {@code ./rollcall test --full} sets: the long form. */
  static final boolean FULL = System.getProperty("full") != null;

  private FaultSettings() {}

  /** {@code -Dfaults.seed} repeats the moments of an earlier run. */
  static long seed() {
    return Long.getLong("faults.seed", ThreadLocalRandom.current().nextLong());
  }

  /**
   * What came of a fault.
   *
   * @param runs how often it struck
   * @param requests what was asked of the suite meanwhile, repetitions not counted
   * @param lost what was promised and isn't there
   * @param doubled what is there twice
   * @param remark what else there is to know
   */
  record Outcome(String fault, int runs, long requests, long lost, long doubled, String remark) {

    private static final String ROW = "%-62s %5s %9s %5s %8s  %s%n";

    private static String header() {
      return ROW.formatted("fault", "runs", "requests", "lost", "doubled", "remark");
    }

    private String row() {
      return ROW.formatted(fault, runs, requests, lost, doubled, remark);
    }
  }

  /** Tells what was done, in the test's report and as a row of {@code target/faults.txt}. */
  static void report(TestReporter reporter, Outcome outcome) {
    reporter.publishEntry("faults", outcome.toString());
    Path table = Path.of("target/faults.txt");
    try {
      String header = Files.exists(table) ? "" : Outcome.header();
      Files.writeString(
          table, header + outcome.row(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
