package dev.rollcall.local;

import dev.rollcall.local.stack.Progress;
import dev.rollcall.local.story.Narrator;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells the person at the terminal how it goes: one line for each thing that is done. */
final class Console implements Progress, Narrator {

  private static final Duration SECONDS_FROM = Duration.ofSeconds(1);

  private final PrintStream out;
  private int steps;

  Console(PrintStream out) {
    this.out = out;
  }

  /** A line of its own. */
  synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void starting(String part) {
    say("  %-20s starting".formatted(part));
  }

  @Override
  public void ready(String part, Duration took) {
    say("  %-20s ready     %8s".formatted(part, time(took)));
  }

  @Override
  public void failed(String part, Duration took) {
    say("  %-20s FAILED    %8s".formatted(part, time(took)));
  }

  @Override
  public synchronized void step(String step, int status, Duration took, String detail) {
    steps++;
    String tail = detail.isBlank() ? "" : "  " + detail;
    say(" %2d  %-58s %3d %8s%s".formatted(steps, step, status, time(took), tail));
  }

  static String time(Duration took) {
    return took.compareTo(SECONDS_FROM) < 0
        ? took.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }
}
