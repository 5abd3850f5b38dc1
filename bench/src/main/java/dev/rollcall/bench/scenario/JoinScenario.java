package dev.rollcall.bench.scenario;

import static dev.rollcall.bench.report.Goal.atLeast;
import static dev.rollcall.bench.report.Goal.atMost;

import dev.rollcall.bench.load.LoadPlan;
import dev.rollcall.bench.load.LoadResult;
import dev.rollcall.bench.stack.BenchCompany;
import dev.rollcall.bench.stack.RunningSuite;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Api;
import dev.rollcall.local.story.Story;
import dev.rollcall.platform.test.server.ServerFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * PERF-3: accepts a second, in turn with bare creation of users at Keycloak, which hashes a
 * password for each; and from an accept's answer until seat, entitlement and user show it.
 */
public final class JoinScenario implements Scenario {

  private static final Pattern TOKEN = Pattern.compile("#token=([A-Za-z0-9._~-]+)");
  private static final String PASSWORD = "Correct-horse-battery-9!";
  private static final Duration MAILS = Duration.ofMinutes(3);
  private static final int CONNECTIONS = 4;
  private static final int ROUNDS = 2;
  private static final int PER_SECOND = 5;

  private record Invited(BenchCompany company, String token) {}

  @Override
  public String name() {
    return "join";
  }

  @Override
  public String about() {
    return "PERF-3: accepts a second beside bare Keycloak, and how soon a join shows everywhere";
  }

  @Override
  public void run(Bench bench) {
    int joins = bench.many(100, 20);
    int steady = bench.many(100, 25);
    int warmUp = 10;
    List<Invited> invited = invite(bench, warmUp + ROUNDS * joins + steady);
    Iterator<Invited> next = invited.iterator();
    List<Double> ours = new ArrayList<>();
    List<Double> keycloak = new ArrayList<>();
    accept(bench, take(next, warmUp));
    for (int round = 0; round < ROUNDS; round++) {
      ours.add(accept(bench, take(next, joins)).perSecond());
      keycloak.add(createUsers(bench, joins).perSecond());
    }
    bench.report().add(name(), "accepts", Medians.of(ours), "/s");
    bench.report().add(name(), "Keycloak users created", Medians.of(keycloak), "/s");
    bench
        .report()
        .add(
            name(),
            "accepts / Keycloak users created",
            Medians.of(ours) / Medians.of(keycloak),
            "×",
            atLeast(0.9));
    visible(bench, take(next, steady));
  }

  private static List<Invited> take(Iterator<Invited> next, int count) {
    return IntStream.range(0, count).mapToObj(i -> next.next()).toList();
  }

  /** In companies of their own, a few people each: what a list costs is not measured here. */
  private static List<Invited> invite(Bench bench, int count) {
    List<BenchCompany> companies = BenchCompany.make(bench.suite(), 4, Math.ceilDiv(count, 4));
    bench.suite().mails().clear();
    List<LoadPlan.Target> targets = bench.invitations(companies, 0);
    LoadResult result = bench.load().run(bench.closed(8, count, "POST", targets));
    if (result.succeeded() != count) {
      throw new ServerFailure("%d invitations: %s".formatted(count, result.shown()));
    }
    bench.suite().mails().await(count, MAILS);
    String domain = targets.getFirst().body().replaceAll("(?s).*p\\{n}@([^\"]*)\".*", "$1");
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Invited(
                    companies.get(i % companies.size()),
                    token(bench.suite(), "p" + i + "@" + domain)))
        .toList();
  }

  private static String token(RunningSuite suite, String email) {
    for (String text : suite.mails().texts(email)) {
      Matcher token = TOKEN.matcher(text);
      if (token.find()) {
        return token.group(1);
      }
    }
    throw new ServerFailure("There is no link in the mail to " + email);
  }

  private static LoadResult accept(Bench bench, List<Invited> invited) {
    List<LoadPlan.Target> targets =
        invited.stream()
            .map(
                one ->
                    new LoadPlan.Target(
                        "/invitation/v1/invitations/accept",
                        Map.of("Content-Type", "application/json"),
                        "{\"token\": \"%s\", \"password\": \"%s\"}"
                            .formatted(one.token(), PASSWORD)))
            .toList();
    LoadResult result =
        bench.load().run(bench.closed(CONNECTIONS, targets.size(), "POST", targets));
    bench.report().note("accepts: " + result.shown());
    return result;
  }

  private static LoadResult createUsers(Bench bench, int users) {
    String realm = "bench-" + UUID.randomUUID().toString().substring(0, 8);
    Api admin = BenchCompany.keycloakAdmin(bench.suite());
    admin.post("/auth/admin/realms", Map.of("realm", realm, "enabled", true)).expect(201);
    LoadPlan.Target create =
        new LoadPlan.Target(
            "/auth/admin/realms/" + realm + "/users",
            Map.of(
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + BenchCompany.keycloakToken(bench.suite())),
            """
            {"username": "p{n}@people.test", "email": "p{n}@people.test", "enabled": true,
             "firstName": "Ina", "lastName": "Vited",
             "credentials": [{"type": "password", "value": "%s", "temporary": false}]}\
            """
                .formatted(PASSWORD));
    LoadResult result =
        bench
            .load()
            .run(
                LoadPlan.closed(
                    "localhost",
                    bench.suite().ports().keycloak(),
                    CONNECTIONS,
                    users,
                    "POST",
                    List.of(create)));
    bench.report().note("Keycloak: " + result.shown());
    BenchCompany.keycloakAdmin(bench.suite()).delete("/auth/admin/realms/" + realm).expect(204);
    return result;
  }

  private void visible(Bench bench, List<Invited> invited) {
    ConcurrentLinkedQueue<Double> afterwards = new ConcurrentLinkedQueue<>();
    // Signed in before: each sign-in hashes a password too.
    Map<BenchCompany, Api> admins =
        invited.stream()
            .map(Invited::company)
            .distinct()
            .collect(Collectors.toMap(company -> company, BenchCompany::admin));
    List<Future<?>> joins = new ArrayList<>();
    try (var clock = Executors.newScheduledThreadPool(32)) {
      for (int i = 0; i < invited.size(); i++) {
        Invited one = invited.get(i);
        joins.add(
            clock.schedule(
                () -> afterwards.add(join(one, Objects.requireNonNull(admins.get(one.company())))),
                i * 1_000L / PER_SECOND,
                TimeUnit.MILLISECONDS));
      }
      for (Future<?> join : joins) {
        join.get();
      }
    } catch (ExecutionException e) {
      throw new ServerFailure("A join failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailure("Interrupted", e);
    }
    List<Double> millis = List.copyOf(afterwards);
    bench
        .report()
        .add(name(), "p50 accepted → visible everywhere, 5/s", Medians.quantile(millis, 0.5), "ms");
    bench
        .report()
        .add(
            name(),
            "p99 accepted → visible everywhere, 5/s",
            Medians.quantile(millis, 0.99),
            "ms",
            atMost(500));
  }

  /** Joins; answers the milliseconds from the answer until everything shows it. */
  private static double join(Invited invited, Api admin) {
    BenchCompany company = invited.company();
    Answer answer =
        company
            .suite()
            .gateway()
            .post(
                "/invitation/v1/invitations/accept",
                Map.of("token", invited.token(), "password", PASSWORD))
            .expect(201);
    long answered = System.nanoTime();
    String user = answer.text("userId");
    Story.until(
        "the entitlement",
        () -> admin.get(company.path("numbering", "/users/" + user + "/entitlement")),
        it -> it.body().path("freeLocalNumbers").asInt() == 1);
    Story.until(
        "the row with its license",
        () -> admin.get(company.path("identity", "/users/" + user)),
        it -> it.body().path("licenseTypes").size() == 1);
    return (System.nanoTime() - answered) / 1e6;
  }
}
