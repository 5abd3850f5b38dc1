package dev.rollcall.bench.measure;

/**
 * What a part has used.
 *
 * @param cpuSeconds since it started, with its child processes
 * @param residentBytes now, with its child processes
 */
public record Usage(double cpuSeconds, long residentBytes) {

  Usage plus(Usage other) {
    return new Usage(cpuSeconds + other.cpuSeconds, residentBytes + other.residentBytes);
  }
}
