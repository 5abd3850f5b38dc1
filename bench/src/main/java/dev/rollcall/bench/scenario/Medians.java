package dev.rollcall.bench.scenario;

import java.util.List;

/** The middle of a few measurements, which one odd one doesn't move. */
final class Medians {

  private Medians() {}

  static double of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The value that {@code quantile} of all don't exceed. */
  static double quantile(List<Double> values, double quantile) {
    List<Double> sorted = values.stream().sorted().toList();
    int index = (int) Math.ceil(quantile * sorted.size()) - 1;
    return sorted.get(Math.clamp(index, 0, sorted.size() - 1));
  }
}
