package dev.rollcall.bench.scenario;

import static dev.rollcall.bench.report.Goal.atMost;

import dev.rollcall.bench.fill.Fill;
import dev.rollcall.bench.load.LoadPlan;
import dev.rollcall.bench.load.LoadResult;
import dev.rollcall.bench.measure.Database;
import dev.rollcall.bench.report.Report;
import dev.rollcall.bench.stack.OriginalCompany;
import dev.rollcall.bench.tour.Read;
import dev.rollcall.platform.test.server.ServerFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * PERF-5: every read, of a company with 1,000 users and of one with 1,000,000, before and after
 * 10,000 other companies are there.
 */
public final class GrowthScenario implements Scenario {

  private static final int SMALL = 1_000;

  /** The goal: what a read may grow by. */
  private static final double FACTOR = 1.5;

  /** Less than this is the machine's noise, and a page or two more of an index that got deeper. */
  private static final double NOISE_MILLIS = 10;

  private static final double NOISE_BUFFERS = 20;

  private final int users;
  private final int companies;

  /** Grows to so many users in a company and so many companies. */
  public GrowthScenario(int users, int companies) {
    this.users = users;
    this.companies = companies;
  }

  private record Cost(double p99, double buffers) {}

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public String about() {
    return "PERF-5: reads of a small and of a big company, among few and among many";
  }

  @Override
  public void run(Bench bench) {
    Report report = bench.report();
    Database database = Database.of(bench.suite()::admin);
    OriginalCompany small = OriginalCompany.make(bench.suite());
    OriginalCompany big = OriginalCompany.make(bench.suite());
    Fill smallFill = new Fill(bench.suite()::admin, small.id(), line -> {});
    smallFill.users(SMALL);
    measure(bench, database, small);
    Map<String, Cost> few = measure(bench, database, small);
    long began = System.nanoTime();
    Fill bigFill = new Fill(bench.suite()::admin, big.id(), report::note);
    bigFill.companies(companies);
    bigFill.users(users);
    report.add(
        name(),
        "filling %,d users and %,d companies".formatted(users, companies),
        (System.nanoTime() - began) / 1e9,
        "s");
    Bench.pause(Duration.ofSeconds(bench.many(30, 5)));
    Map<String, Cost> many = measure(bench, database, small);
    Map<String, Cost> large = measure(bench, database, big);
    compare(report, "1 to %,d companies".formatted(companies), few, many);
    compare(report, "%,d to %,d users".formatted(SMALL, users), many, large);
  }

  private static Map<String, Cost> measure(
      Bench bench, Database database, OriginalCompany company) {
    int requests = bench.many(100, 10);
    Map<String, Cost> costs = new LinkedHashMap<>();
    String token = company.company().token();
    for (Read read : Read.all(company.subjects())) {
      var plan =
          bench.closed(
              1,
              requests,
              "GET",
              List.of(
                  new LoadPlan.Target(
                      read.path(), Map.of("Authorization", "Bearer " + token), "")));
      Database.Mark mark = database.mark();
      LoadResult result = bench.load().run(plan);
      Database.Work work = mark.since();
      if (result.succeeded() != requests) {
        throw new ServerFailure(read.name() + ": " + result.shown());
      }
      costs.put(
          read.name(), new Cost(result.p99(), work.buffersPerCall() * work.calls() / requests));
    }
    return costs;
  }

  private void compare(
      Report report, String growth, Map<String, Cost> before, Map<String, Cost> after) {
    List<String> lines = new ArrayList<>();
    List<String> slower = new ArrayList<>();
    List<String> wider = new ArrayList<>();
    before.forEach(
        (read, was) -> {
          Cost is = Objects.requireNonNull(after.get(read));
          lines.add(
              "%-60s p99 %.1f → %.1f ms, %.0f → %.0f pages"
                  .formatted(read, was.p99(), is.p99(), was.buffers(), is.buffers()));
          if (is.p99() > was.p99() * FACTOR + NOISE_MILLIS) {
            slower.add(read + " (%.0f → %.0f ms)".formatted(was.p99(), is.p99()));
          }
          if (is.buffers() > was.buffers() * FACTOR + NOISE_BUFFERS) {
            wider.add(read + " (%.0f → %.0f pages)".formatted(was.buffers(), is.buffers()));
          }
        });
    report.detail("reads, " + growth, lines);
    report.add(name(), "reads slower by half, " + growth, slower.size(), "reads", atMost(0));
    slower.forEach(read -> report.note("  " + read));
    report.add(
        name(), "reads of half as many pages more, " + growth, wider.size(), "reads", atMost(0));
    wider.forEach(read -> report.note("  " + read));
  }
}
