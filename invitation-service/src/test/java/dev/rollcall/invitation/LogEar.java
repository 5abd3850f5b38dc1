package dev.rollcall.invitation;

import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Hears every log line, its parameters included. */
final class LogEar extends Handler {

  private final List<String> lines;

  private LogEar(List<String> lines) {
    this.lines = lines;
  }

  /** Writes what it hears to that list, which must bear several threads. */
  static Handler into(List<String> lines) {
    return new LogEar(lines);
  }

  @Override
  public void publish(LogRecord record) {
    Object[] parameters = record.getParameters();
    lines.add(
        record.getMessage()
            + (parameters == null ? "" : Arrays.toString(parameters))
            + (record.getThrown() == null ? "" : record.getThrown()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
