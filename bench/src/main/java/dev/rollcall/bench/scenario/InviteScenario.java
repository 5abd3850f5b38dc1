package dev.rollcall.bench.scenario;

import static dev.rollcall.bench.report.Goal.atLeast;
import static dev.rollcall.bench.report.Goal.atMost;

import dev.rollcall.bench.load.LoadResult;
import dev.rollcall.bench.measure.Processes;
import dev.rollcall.bench.measure.Span;
import dev.rollcall.bench.report.Report;
import dev.rollcall.bench.stack.BenchCompany;
import dev.rollcall.bench.stack.MailSink;
import dev.rollcall.platform.test.server.ServerFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PERF-1 and the CPU of PERF-2: invitations over 16 connections until every mail is out, in turn
 * with Keycloak's own {@code invite-user} on the same running servers.
 */
public final class InviteScenario implements Scenario {

  private static final int CONNECTIONS = 16;
  private static final int COMPANIES = 4;
  private static final int ROUNDS = 3;
  private static final int WARM_UP = 100;
  private static final int PER_SECOND = 50;
  private static final Duration MAILS = Duration.ofMinutes(5);
  private static final Duration TO_SETTLE = Duration.ofSeconds(5);

  private final List<Double> accepted = new ArrayList<>();
  private final List<Double> mailed = new ArrayList<>();
  private final List<Double> cpu = new ArrayList<>();
  private final List<Double> peer = new ArrayList<>();
  private final List<Double> peerCpu = new ArrayList<>();

  @Override
  public String name() {
    return "invite";
  }

  @Override
  public String about() {
    return "PERF-1, PERF-2: invitations a second and their CPU, beside Keycloak's invite-user";
  }

  @Override
  public void run(Bench bench) {
    Report report = bench.report();
    Processes processes = bench.suite().processes();
    MailSink mails = bench.suite().mails();
    int requests = bench.many(600, 120);
    int seconds = bench.many(20, 6);
    int seats = (ROUNDS + 1) * requests + WARM_UP + PER_SECOND * seconds;
    List<BenchCompany> companies =
        BenchCompany.make(bench.suite(), COMPANIES, Math.ceilDiv(seats, COMPANIES));
    mails.clear();
    try (KeycloakOrganization organization = KeycloakOrganization.make(bench.suite())) {
      warmUp(bench, companies, organization);
      Span.Clock idling = Span.begin(processes);
      Bench.pause(Duration.ofSeconds(bench.many(20, 8)));
      Span idle = idling.end();
      for (int round = 1; round <= ROUNDS; round++) {
        ours(bench, companies, requests, idle);
        theirs(bench, organization, requests, idle);
      }
    }
    report.add(name(), "every mail out", Medians.of(mailed), "/s");
    report.add(name(), "accepted (202)", Medians.of(accepted), "/s");
    report.add(name(), "Keycloak invite-user", Medians.of(peer), "/s");
    report.add(
        name(), "mails out / Keycloak's", Medians.of(mailed) / Medians.of(peer), "×", atLeast(1.5));
    report.add(
        name(), "accepted / Keycloak's", Medians.of(accepted) / Medians.of(peer), "×", atLeast(10));
    report.add(name(), "CPU of an invitation", Medians.of(cpu), "ms", atMost(15));
    report.add(name(), "CPU of Keycloak's", Medians.of(peerCpu), "ms");
    waiting(bench, companies, requests);
    steady(bench, companies, seconds);
  }

  private static void warmUp(
      Bench bench, List<BenchCompany> companies, KeycloakOrganization organization) {
    bench.load().run(bench.closed(CONNECTIONS, WARM_UP, "POST", bench.invitations(companies, 10)));
    bench.load().run(organization.invitations(CONNECTIONS, 2 * WARM_UP));
    bench.suite().mails().await(3 * WARM_UP, MAILS);
    Bench.pause(TO_SETTLE);
  }

  private void ours(Bench bench, List<BenchCompany> companies, int requests, Span idle) {
    var plan = bench.closed(CONNECTIONS, requests, "POST", bench.invitations(companies, 0));
    bench.suite().mails().clear();
    Span.Clock clock = Span.begin(bench.suite().processes());
    LoadResult result = bench.load().run(plan);
    bench.suite().mails().await(requests, MAILS);
    Span span = clock.end();
    check(result, requests);
    Map<String, Double> each = span.millisPerUnit(requests, idle);
    accepted.add(result.perSecond());
    mailed.add(requests / span.seconds());
    cpu.add(Cpu.sum(each));
    bench
        .report()
        .note(
            "ours: %s; every mail out %.1f/s; CPU %s"
                .formatted(result.shown(), requests / span.seconds(), Cpu.shown(each)));
    Bench.pause(TO_SETTLE);
  }

  private void theirs(Bench bench, KeycloakOrganization organization, int requests, Span idle) {
    var plan = organization.invitations(CONNECTIONS, requests);
    Span.Clock clock = Span.begin(bench.suite().processes());
    LoadResult result = bench.load().run(plan);
    Span span = clock.end();
    check(result, requests);
    Map<String, Double> each = span.millisPerUnit(requests, idle);
    peer.add(result.perSecond());
    peerCpu.add(Cpu.sum(each));
    bench.report().note("Keycloak: %s; CPU %s".formatted(result.shown(), Cpu.shown(each)));
    Bench.pause(TO_SETTLE);
  }

  /** As a frontend calls that shows the outcome. */
  private void waiting(Bench bench, List<BenchCompany> companies, int requests) {
    bench.suite().mails().clear();
    LoadResult result =
        bench
            .load()
            .run(bench.closed(CONNECTIONS, requests, "POST", bench.invitations(companies, 10)));
    check(result, requests);
    bench.suite().mails().await(requests, MAILS);
    bench.report().add(name(), "answered with Prefer: wait", result.perSecond(), "/s");
    bench.report().add(name(), "p50 with Prefer: wait, 16 connections", result.p50(), "ms");
    bench.report().add(name(), "p99 with Prefer: wait, 16 connections", result.p99(), "ms");
    Bench.pause(TO_SETTLE);
  }

  private void steady(Bench bench, List<BenchCompany> companies, int seconds) {
    bench.suite().mails().clear();
    LoadResult result =
        bench.load().run(bench.open(PER_SECOND, seconds, "POST", bench.invitations(companies, 0)));
    bench.report().add(name(), "refused at 50/s", result.refused(), "", atMost(0));
    bench.report().add(name(), "p50 at 50/s", result.p50(), "ms");
    bench.report().add(name(), "p99 at 50/s", result.p99(), "ms", atMost(50));
    bench.suite().mails().await(result.succeeded(), MAILS);
  }

  private static void check(LoadResult result, int requests) {
    if (result.succeeded() != requests) {
      throw new ServerFailure("%d requests: %s".formatted(requests, result.shown()));
    }
  }
}
