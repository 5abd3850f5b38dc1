package dev.rollcall.bench.load;

import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a {@link LoadPlan}.
 *
 * @param seconds from the first request to the last answer
 * @param statuses how many answers had which status
 * @param failed requests without an answer
 * @param p50 latency in milliseconds, as are the others
 */
public record LoadResult(
    double seconds,
    Map<Integer, Integer> statuses,
    int failed,
    double p50,
    double p90,
    double p99,
    double max) {

  public LoadResult {
    statuses = Map.copyOf(statuses);
  }

  /** How many were answered with a status of 200 to 299. */
  public int succeeded() {
    return statuses.entrySet().stream()
        .filter(status -> status.getKey() / 100 == 2)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** How many weren't. */
  public int refused() {
    return statuses.values().stream().mapToInt(Integer::intValue).sum() - succeeded() + failed;
  }

  /** Answers a second. */
  public double perSecond() {
    return succeeded() / seconds;
  }

  /** For people: statuses and latencies. */
  public String shown() {
    return "%.1f/s, p50 %.0f ms, p99 %.0f ms, %s%s"
        .formatted(
            perSecond(),
            p50,
            p99,
            new TreeMap<>(statuses),
            failed == 0 ? "" : ", " + failed + " without an answer");
  }
}
