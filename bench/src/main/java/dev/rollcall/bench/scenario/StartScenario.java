package dev.rollcall.bench.scenario;

import static dev.rollcall.bench.report.Goal.atMost;

import dev.rollcall.bench.report.Report;
import dev.rollcall.bench.stack.RunningSuite;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PERF-8, and the start times of PERF-6: a start on empty data, and the next one. Takes no running
 * suite, so it isn't a {@link Scenario}: it is what the others' suite comes from.
 */
public final class StartScenario {

  /** What reports call it, and the command line. */
  public static final String NAME = "start";

  public static final String ABOUT = "PERF-8, PERF-6: a start on empty data, and the next one";

  private static final Pattern READY =
      Pattern.compile("^ *(\\S[\\w -]*\\S) +ready +([0-9.]+) (ms|s)$", Pattern.MULTILINE);

  private StartScenario() {}

  /** Reports how long it took, and each service. */
  public static void report(RunningSuite suite, String which, Report report) {
    double seconds = suite.startedIn().toMillis() / 1000.0;
    if (which.equals("again")) {
      report.add(NAME, "all parts ready, started again", seconds, "s", atMost(45));
    } else {
      report.add(NAME, "all parts ready, empty data", seconds, "s");
    }
    Matcher line = READY.matcher(suite.said());
    while (line.find()) {
      part(line.group(1))
          .ifPresent(
              part ->
                  report.add(
                      NAME,
                      part + " ready, " + which,
                      Double.parseDouble(line.group(2)) * (line.group(3).equals("s") ? 1 : 0.001),
                      "s",
                      atMost(3)));
    }
  }

  private static Optional<String> part(String name) {
    return RunningSuite.services().stream().filter(name::equals).findFirst();
  }
}
