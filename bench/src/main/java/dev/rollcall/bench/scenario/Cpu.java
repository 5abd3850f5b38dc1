package dev.rollcall.bench.scenario;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** CPU milliseconds of each part, for people. */
final class Cpu {

  private static final double WORTH_SAYING = 0.05;

  private Cpu() {}

  static double sum(Map<String, Double> millis) {
    return millis.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The sum and then the parts, the most expensive first. */
  static String shown(Map<String, Double> millis) {
    return millis.entrySet().stream()
        .filter(part -> part.getValue() >= WORTH_SAYING)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(part -> String.format(Locale.ROOT, "%s %.1f", part.getKey(), part.getValue()))
        .collect(
            Collectors.joining(", ", String.format(Locale.ROOT, "%.1f ms (", sum(millis)), ")"));
  }
}
