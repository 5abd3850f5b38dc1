package dev.rollcall.e2e.bench;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.local.story.Answer;
import dev.rollcall.local.story.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** INV-17, PERF-3, PERF-6: joining until everything is visible; memory of each process. */
@Tag("bench")
@ExtendWith(Suite.Extension.class)
class JoinBench {

  /** On JVMs that have just started; told on their own. */
  private static final int FIRST_JOINS = 20;

  private static final int JOINS = 100;
  private static final int PER_SECOND = 2;

  private record Prepared(Company company, String email, String token) {}

  @Test
  @DisplayName("INV-17 accept → everything visible, 100 accepts at 2/s")
  void acceptToVisible(Suite suite) throws Exception {
    measure("the first " + FIRST_JOINS + " after the start: ", prepare(suite, FIRST_JOINS));
    measure("", prepare(suite, JOINS));
    memory(suite);
  }

  private static void measure(String which, List<Prepared> prepared) throws Exception {
    ConcurrentLinkedQueue<Long> answered = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Long> visible = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Long> afterwards = new ConcurrentLinkedQueue<>();
    List<Future<?>> joins = new ArrayList<>();
    try (var clock = Executors.newScheduledThreadPool(16)) {
      for (int i = 0; i < prepared.size(); i++) {
        Prepared next = prepared.get(i);
        joins.add(
            clock.schedule(
                () -> join(next, answered, visible, afterwards),
                i * 1_000L / PER_SECOND,
                TimeUnit.MILLISECONDS));
      }
      for (Future<?> join : joins) {
        join.get();
      }
    }
    Figures.of(which + "accept → answered at " + PER_SECOND + "/s", List.copyOf(answered)).report();
    Figures.of(which + "accept → everything visible", List.copyOf(visible)).report();
    Figures.of(which + "accept's answer → everything visible", List.copyOf(afterwards)).report();
  }

  private static List<Prepared> prepare(Suite suite, int joins) {
    List<Prepared> prepared = new ArrayList<>();
    while (prepared.size() < joins) {
      Company company = Company.signUp(suite, Suite.ADA);
      for (int i = 0; i < 2; i++) {
        String email = Suite.freshEmail("joiner");
        company.invite(email).expect(201);
        prepared.add(new Prepared(company, email, company.mailedTokens(email, 1).getFirst()));
      }
    }
    return prepared;
  }

  private static void join(
      Prepared next,
      ConcurrentLinkedQueue<Long> answered,
      ConcurrentLinkedQueue<Long> visible,
      ConcurrentLinkedQueue<Long> afterwards) {
    Company company = next.company();
    long sent = System.nanoTime();
    Answer answer = company.accept(next.token(), "correct horse battery staple").expect(201);
    long got = System.nanoTime();
    String user = answer.text("userId");
    Story.until(
        "the seat assigned",
        () -> company.admin().get(company.path("billing", "/licenses?state=ASSIGNED")),
        list -> list.body().toString().contains(user));
    Story.until(
        "the entitlement",
        () -> company.admin().get(company.path("numbering", "/users/" + user + "/entitlement")),
        it -> it.body().path("freeLocalNumbers").asInt() == 1);
    Story.until(
        "the row with its license",
        () -> company.admin().get(company.path("identity", "/users/" + user)),
        it -> it.body().path("licenseTypes").size() == 1);
    long all = System.nanoTime();
    answered.add(got - sent);
    visible.add(all - sent);
    afterwards.add(all - got);
  }

  private static void memory(Suite suite) throws IOException {
    for (Map.Entry<String, Long> part : suite.stack().pids().entrySet()) {
      Path status = Path.of("/proc", part.getValue().toString(), "status");
      if (Files.exists(status)) {
        String rss =
            Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .orElse("VmRSS: ?");
        Figures.say("%s %s%n".formatted(part.getKey(), rss.replaceAll("\\s+", " ")));
      }
    }
  }
}
