package dev.rollcall.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Latencies in nanoseconds, and what is said about them. */
record Figures(String what, List<Long> sortedNanos) {

  private static final Path REPORT = Path.of("target", "bench.txt");

  static Figures of(String what, List<Long> nanos) {
    return new Figures(what, nanos.stream().sorted().toList());
  }

  double millis(double quantile) {
    int index = (int) Math.ceil(quantile * sortedNanos.size()) - 1;
    return sortedNanos.get(Math.clamp(index, 0, sortedNanos.size() - 1)) / 1e6;
  }

  /** Prints the figures and keeps them in {@code target/bench.txt}. */
  void report() {
    String line =
        "%s: n=%d p50=%.1f ms p90=%.1f ms p99=%.1f ms max=%.1f ms%n"
            .formatted(what, sortedNanos.size(), millis(0.5), millis(0.9), millis(0.99), millis(1));
    say(line);
  }

  /** Prints a line and keeps it. */
  static void say(String line) {
    System.out.print(line);
    try {
      Files.createDirectories(REPORT.getParent());
      Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
