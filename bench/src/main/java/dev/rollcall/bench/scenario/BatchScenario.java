package dev.rollcall.bench.scenario;

import static dev.rollcall.bench.report.Goal.atMost;

import dev.rollcall.bench.fill.Fill;
import dev.rollcall.bench.load.LoadPlan;
import dev.rollcall.bench.load.LoadResult;
import dev.rollcall.bench.stack.BenchCompany;
import dev.rollcall.bench.stack.OriginalCompany;
import dev.rollcall.platform.test.server.ServerFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** PERF-7: a batch of 500 invitations until every mail is out, and 1,000 users deleted. */
public final class BatchScenario implements Scenario {

  private static final int ROWS = 500;
  private static final int USERS = 1_000;
  private static final int CONNECTIONS = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

  @Override
  public String name() {
    return "batch";
  }

  @Override
  public String about() {
    return "PERF-7: 500 invitations at once, 1,000 users deleted";
  }

  @Override
  public void run(Bench bench) {
    invite(bench, "first");
    int rounds = bench.many(3, 1);
    List<Double> accepted = new ArrayList<>();
    List<Double> mailed = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Took took = invite(bench, "again");
      accepted.add(took.accepted());
      mailed.add(took.mailed());
    }
    bench.report().add(name(), "batch of 500 accepted", Medians.of(accepted), "s", atMost(1));
    bench.report().add(name(), "batch of 500, every mail out", Medians.of(mailed), "s", atMost(6));
    delete(bench, bench.many(USERS, USERS / 10));
  }

  private record Took(double accepted, double mailed) {}

  private static Took invite(Bench bench, String which) {
    BenchCompany company = BenchCompany.signUp(bench.suite()).buySeats(ROWS);
    String domain = UUID.randomUUID().toString().substring(0, 8) + ".test";
    String people =
        IntStream.range(0, ROWS)
            .mapToObj(row -> "person" + row + "@" + domain)
            .collect(Collectors.joining("\n"));
    Map<String, Object> body =
        Map.of(
            "defaults",
            Map.of("role", "USER", "seat", Map.of("source", "EXISTING", "licenseType", "TALK")),
            "text",
            people);
    var admin = company.admin();
    bench.suite().mails().clear();
    long sent = System.nanoTime();
    admin.post(company.path("invitation", "/invitation-batches"), body).expect(202);
    double accepted = seconds(sent);
    bench.suite().mails().await(ROWS, PATIENCE);
    Took took = new Took(accepted, seconds(sent));
    bench
        .report()
        .note(
            "%s: accepted after %.2f s, every mail out after %.2f s"
                .formatted(which, took.accepted(), took.mailed()));
    return took;
  }

  private void delete(Bench bench, int users) {
    OriginalCompany original = OriginalCompany.make(bench.suite());
    new Fill(bench.suite()::admin, original.id(), line -> {}).users(users);
    String token = original.company().token();
    List<LoadPlan.Target> targets =
        filled(bench, original.id()).stream()
            .map(
                user ->
                    new LoadPlan.Target(
                        original.company().path("identity", "/users/" + user),
                        Map.of("Authorization", "Bearer " + token),
                        ""))
            .toList();
    long began = System.nanoTime();
    LoadResult result =
        bench.load().run(bench.closed(CONNECTIONS, targets.size(), "DELETE", targets));
    if (result.succeeded() != targets.size()) {
      throw new ServerFailure("%d deletions: %s".formatted(targets.size(), result.shown()));
    }
    double answered = seconds(began);
    await(
        bench,
        "billing",
        "select count(*) from license where company_id = ? and state = 'FREE'",
        original.id(),
        users);
    await(
        bench,
        "numbering",
        "select count(*) from phone_number where company_id = ? and state = 'HELD_FOR_RESTORE'",
        original.id(),
        users / 10);
    String what = "%,d users deleted".formatted(users);
    bench.report().add(name(), what + ", answered", answered, "s");
    // The goal is for a thousand.
    bench
        .report()
        .add(
            name(),
            what + ", seats and numbers settled",
            seconds(began),
            "s",
            atMost(15.0 * users / USERS));
  }

  private static List<UUID> filled(Bench bench, UUID company) {
    try (Connection identity = bench.suite().admin("identity");
        PreparedStatement query =
            identity.prepareStatement(
                "select user_id from member where company_id = ? and email like '%@fill.test'")) {
      query.setObject(1, company);
      List<UUID> users = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          users.add(row.getObject("user_id", UUID.class));
        }
      }
      return users;
    } catch (SQLException e) {
      throw new ServerFailure("The users can't be read: " + e.getMessage(), e);
    }
  }

  /** Looks into the database, where looking costs little. */
  static void await(Bench bench, String service, String count, UUID company, int atLeast) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (Connection admin = bench.suite().admin(service);
        PreparedStatement query = admin.prepareStatement(count)) {
      query.setObject(1, company);
      while (count(query) < atLeast) {
        if (System.nanoTime() > deadline) {
          throw new ServerFailure("Waited in vain for %d of: %s".formatted(atLeast, count));
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    } catch (SQLException e) {
      throw new ServerFailure("Can't look into " + service + ": " + e.getMessage(), e);
    }
  }

  private static int count(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }
}
