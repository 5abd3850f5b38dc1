package dev.rollcall.bench.measure;

import java.util.Map;
import java.util.TreeMap;

/** A stretch of time, and what each part used in it. */
public record Span(double seconds, Map<String, Double> cpuSeconds) {

  public Span {
    cpuSeconds = Map.copyOf(cpuSeconds);
  }

  /** What is used from now on. */
  public static Clock begin(Processes processes) {
    return new Clock(processes, processes.usage(), System.nanoTime());
  }

  /** A span that has begun. */
  public record Clock(Processes processes, Map<String, Usage> before, long sinceNanos) {

    public Clock {
      before = Map.copyOf(before);
    }

    /** What was used until now. A part that was started anew meanwhile counts from its start. */
    public Span end() {
      double seconds = (System.nanoTime() - sinceNanos) / 1e9;
      Map<String, Double> used = new TreeMap<>();
      processes
          .usage()
          .forEach(
              (part, usage) -> {
                Usage earlier = before.getOrDefault(part, new Usage(0, 0));
                used.put(part, Math.max(0, usage.cpuSeconds() - earlier.cpuSeconds()));
              });
      return new Span(seconds, used);
    }
  }

  /** Of a core, all parts together. */
  public double cores() {
    return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum() / seconds;
  }

  /** CPU milliseconds of each part for one of {@code units}, without its share of idling. */
  public Map<String, Double> millisPerUnit(int units, Span idle) {
    Map<String, Double> each = new TreeMap<>();
    cpuSeconds.forEach(
        (part, used) -> {
          double idling = idle.cpuSeconds.getOrDefault(part, 0.0) / idle.seconds * seconds;
          each.put(part, Math.max(0, used - idling) * 1000 / units);
        });
    return each;
  }
}
