package dev.rollcall.bench.scenario;

import static dev.rollcall.bench.report.Goal.atMost;

import dev.rollcall.bench.load.LoadResult;
import dev.rollcall.bench.measure.Database;
import dev.rollcall.bench.measure.Statement;
import dev.rollcall.bench.report.Report;
import dev.rollcall.bench.stack.BenchCompany;
import dev.rollcall.platform.test.server.ServerFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** PERF-2: what one invitation asks of PostgreSQL, alone and under load. */
public final class CostScenario implements Scenario {

  private static final Duration MAILS = Duration.ofMinutes(3);

  /** What a job or a view does after the mail is out. */
  private static final Duration TO_SETTLE = Duration.ofSeconds(3);

  private static final int CONNECTIONS = 16;

  @Override
  public String name() {
    return "cost";
  }

  @Override
  public String about() {
    return "PERF-2: statements and durable commits of one invitation, from call to mail";
  }

  @Override
  public void run(Bench bench) {
    Database database = Database.of(bench.suite()::admin);
    int alone = bench.many(20, 10);
    int crowd = bench.many(400, 100);
    List<BenchCompany> companies =
        BenchCompany.make(bench.suite(), 4, Math.ceilDiv(2 * alone + 2 * crowd, 4));
    invite(bench, companies, 1, alone);
    invite(bench, companies, CONNECTIONS, crowd);
    double seconds = bench.many(15, 8);
    Idle idle = Idle.measure(database, seconds);
    report(bench, "alone", alone, idle, database, () -> invite(bench, companies, 1, alone));
    report(
        bench,
        "16 connections",
        crowd,
        idle,
        database,
        () -> invite(bench, companies, CONNECTIONS, crowd));
  }

  /** What the services do a second when nobody asks anything of them. */
  private record Idle(double calls, double commits, Map<String, Double> statements) {

    static Idle measure(Database database, double seconds) {
      Database.Mark mark = database.mark();
      Bench.pause(Duration.ofMillis((long) (seconds * 1000)));
      Database.Work work = mark.since();
      Map<String, Double> statements = new TreeMap<>();
      work.statements().forEach(it -> statements.merge(key(it), it.calls() / seconds, Double::sum));
      return new Idle(work.calls() / seconds, work.durableCommits() / seconds, statements);
    }

    double calls(Statement statement) {
      return statements.getOrDefault(key(statement), 0.0);
    }

    private static String key(Statement statement) {
      return statement.service() + " " + statement.text();
    }
  }

  private void report(
      Bench bench, String how, int invitations, Idle idle, Database database, Runnable work) {
    Database.Mark mark = database.mark();
    long began = System.nanoTime();
    work.run();
    Bench.pause(TO_SETTLE);
    double seconds = (System.nanoTime() - began) / 1e9;
    Database.Work done = mark.since();
    Report report = bench.report();
    double calls = (done.calls() - idle.calls() * seconds) / invitations;
    double commits = (done.durableCommits() - idle.commits() * seconds) / invitations;
    if (invitations < 100) {
      report.add(name(), "statements, " + how, calls, "", atMost(40));
      report.add(name(), "durable commits, " + how, commits, "", atMost(6));
    } else {
      report.add(name(), "statements, " + how, calls, "");
      report.add(name(), "durable commits, " + how, commits, "");
    }
    report.add(name(), "buffers per call, " + how, done.buffersPerCall(), "pages");
    report.note("statements by service: " + byService(done, invitations));
    report.detail(
        "statements of an invitation, " + how + ": calls, buffers per call",
        done.statements().stream()
            .filter(it -> it.calls() - idle.calls(it) * seconds >= invitations * 0.05)
            .map(it -> line(it, (it.calls() - idle.calls(it) * seconds) / invitations))
            .toList());
  }

  private static Map<String, String> byService(Database.Work done, int invitations) {
    Map<String, String> shown = new TreeMap<>();
    done.callsByService()
        .forEach(
            (service, calls) -> shown.put(service, "%.1f".formatted((double) calls / invitations)));
    return shown;
  }

  private static String line(Statement statement, double each) {
    return "%.2f  %.1f  %s: %s"
        .formatted(each, statement.buffersPerCall(), statement.service(), statement.line());
  }

  private static void invite(
      Bench bench, List<BenchCompany> companies, int connections, int invitations) {
    bench.suite().mails().clear();
    // One after another each waits for its seat, so that none meets the next one's events in a set.
    int wait = connections == 1 ? 10 : 0;
    LoadResult result =
        bench
            .load()
            .run(
                bench.closed(connections, invitations, "POST", bench.invitations(companies, wait)));
    if (result.succeeded() != invitations) {
      throw new ServerFailure("%d invitations: %s".formatted(invitations, result.shown()));
    }
    bench.suite().mails().await(invitations, MAILS);
  }
}
