package dev.rollcall.bench.scenario;

import dev.rollcall.bench.load.Load;
import dev.rollcall.bench.load.LoadPlan;
import dev.rollcall.bench.report.Report;
import dev.rollcall.bench.stack.BenchCompany;
import dev.rollcall.bench.stack.RunningSuite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * What a scenario works with.
 *
 * @param suite running, on data of its own
 * @param load the process that makes the load
 * @param report where figures go
 * @param quick whether a rougher figure will do, so that all of it takes five minutes
 */
public record Bench(RunningSuite suite, Load load, Report report, boolean quick) {

  /** How many of something: fewer when it has to be quick. */
  int many(int normal, int whenQuick) {
    return quick ? whenQuick : normal;
  }

  /** The invitations of these companies in turn, each to somebody else. */
  List<LoadPlan.Target> invitations(List<BenchCompany> companies, int waitSeconds) {
    String domain = UUID.randomUUID().toString().substring(0, 8) + ".test";
    return companies.stream()
        .map(
            company ->
                new LoadPlan.Target(
                    company.path("invitation", "/invitations"),
                    Map.of(
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + company.token(),
                        "Prefer",
                        "wait=" + waitSeconds),
                    """
                    {"firstName": "Ina", "lastName": "Vited", "email": "p{n}@%s", "role": "USER",
                     "seat": {"source": "EXISTING"}}\
                    """
                        .formatted(domain)))
        .toList();
  }

  LoadPlan closed(int connections, int requests, String method, List<LoadPlan.Target> targets) {
    return LoadPlan.closed(
        "localhost", suite.ports().gateway(), connections, requests, method, targets);
  }

  LoadPlan open(int perSecond, int seconds, String method, List<LoadPlan.Target> targets) {
    return LoadPlan.open("localhost", suite.ports().gateway(), perSecond, seconds, method, targets);
  }

  /** Lets time pass: for what is still being worked off, or to see what idling costs. */
  static void pause(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
