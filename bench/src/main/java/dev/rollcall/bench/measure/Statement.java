package dev.rollcall.bench.measure;

/**
 * What PostgreSQL has counted of one kind of statement.
 *
 * @param service whose role ran it
 * @param buffers pages that it looked at, in memory or on disk
 */
public record Statement(String service, String text, long calls, long rows, long buffers) {

  /** Its text without line breaks, for people. */
  public String line() {
    return text.replaceAll("\\s+", " ").strip();
  }

  /** Pages that one call looked at, on average. */
  public double buffersPerCall() {
    return (double) buffers / calls;
  }

  /** Rows that one call answered or changed, on average. */
  public double rowsPerCall() {
    return (double) rows / calls;
  }
}
