package dev.rollcall.bench.report;

/**
 * What a figure is to reach.
 *
 * @param atLeast whether more is better
 */
public record Goal(boolean atLeast, double value) {

  public static Goal atLeast(double value) {
    return new Goal(true, value);
  }

  public static Goal atMost(double value) {
    return new Goal(false, value);
  }

  /** Whether a figure reaches it. */
  public boolean reached(double figure) {
    return atLeast ? figure >= value : figure <= value;
  }
}
