package dev.rollcall.bench.scenario;

import static dev.rollcall.bench.report.Goal.atMost;

import dev.rollcall.bench.measure.Processes;
import dev.rollcall.bench.measure.Span;
import dev.rollcall.bench.measure.Usage;
import dev.rollcall.bench.report.Report;
import dev.rollcall.bench.stack.RunningSuite;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** PERF-6: what the suite takes when nobody wants anything of it. */
public final class IdleScenario implements Scenario {

  private static final double MEGABYTE = 1e6;
  private static final Duration TO_SETTLE = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String about() {
    return "PERF-6: memory, and CPU of the idle suite";
  }

  @Override
  public void run(Bench bench) {
    Report report = bench.report();
    Processes processes = bench.suite().processes();
    Bench.pause(TO_SETTLE);
    Span.Clock clock = Span.begin(processes);
    Bench.pause(Duration.ofSeconds(bench.many(60, 10)));
    Span idle = clock.end();
    report.add(name(), "cores, all parts", idle.cores(), "cores", atMost(0.25));
    new TreeMap<>(idle.cpuSeconds())
        .forEach((part, used) -> report.add(name(), "cores, " + part, used / idle.seconds(), ""));
    Map<String, Usage> usage = processes.usage();
    double services =
        RunningSuite.services().stream().mapToDouble(service -> megabytes(usage, service)).sum();
    report.add(
        name(),
        "memory of the four services / Keycloak's",
        services / megabytes(usage, "keycloak"),
        "×",
        atMost(1));
    usage.forEach(
        (part, used) ->
            report.add(name(), "memory, " + part, used.residentBytes() / MEGABYTE, "MB"));
  }

  private static double megabytes(Map<String, Usage> usage, String part) {
    return usage.getOrDefault(part, new Usage(0, 0)).residentBytes() / MEGABYTE;
  }
}
