package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.faults.FaultSettings.Outcome;
import dev.rollcall.e2e.faults.Journey.Promised;
import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.platform.test.Eventually;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Everything that was ever published, again: in its order, in another, into services that forgot.
 */
@ExtendWith(Suite.Extension.class)
class ReplayTest {

  /** Companies that all tests here hand out again: none of them may change a row. */
  private static final AtomicReference<@Nullable Lives> LIVED = new AtomicReference<>();

  private final Insistent insistent = new Insistent();

  /** The long form of what {@link #shuffled} does first, with the inbox kept. */
  @Test
  @EnabledIfSystemProperty(named = "full", matches = ".*")
  @DisplayName("X-2 every topic read again from the beginning, twice: not a row changes")
  void everythingAgain(Suite suite, TestReporter reporter) throws Exception {
    Agreement agreement = new Agreement(suite, insistent);
    Promised promised = new Journey(suite, Suite.ADA, insistent).travel();
    agreement.on(promised);
    Consumers consumers = new Consumers(suite.stack().kafkaBootstrap());
    consumers.awaitCaughtUp();
    Set<String> companies = Set.of(promised.company().id());
    Map<String, String> before = rows(suite, companies);

    for (int time = 1; time <= 2; time++) {
      for (String service : LocalStack.SERVICES) {
        suite.stack().stop(service);
        consumers.rewind(service);
        suite.stack().restart(service);
      }
      consumers.awaitCaughtUp();

      assertThat(rows(suite, companies)).as("after replay " + time).isEqualTo(before);
    }
    agreement.on(promised);
    FaultSettings.report(
        reporter,
        new Outcome(
            "every topic read again",
            2,
            0,
            0,
            0,
            "%d rows of a company compared".formatted(lines(before))));
  }

  @Test
  @DisplayName("X-2 everything handed out again, keys in random order: not a row changes")
  void shuffled(Suite suite, TestReporter reporter) throws Exception {
    Lives lives = lives(suite);
    Random random = lives.random();
    Retold retold = Retold.of(suite.stack().kafkaBootstrap(), lives.companies());
    long parked = DeadLetters.count(suite.stack().kafkaBootstrap());
    int written = 0;

    for (boolean known : new boolean[] {true, false}) {
      for (String service : LocalStack.SERVICES) {
        if (!known) {
          new Forgotten(suite).inbox(service, retold.ids());
        }
        written += retold.tell(service, random);
      }
      lives.awaitCaughtUp();

      assertThat(rows(suite, lives.companies()))
          .as("shuffled with seed %d, inbox %s", lives.seed(), known ? "kept" : "emptied")
          .isEqualTo(lives.before());
    }
    assertThat(DeadLetters.count(suite.stack().kafkaBootstrap())).isEqualTo(parked);
    FaultSettings.report(
        reporter,
        new Outcome(
            "shuffled across keys into running services",
            2,
            0,
            0,
            0,
            "%d records of %d, once with the inbox emptied, %d rows compared, seed %d"
                .formatted(written, retold.events().size(), lines(lives.before()), lives.seed())));
  }

  @Test
  @DisplayName("X-2 services that forgot what they had read come to the same rows in any order")
  void emptied(Suite suite, TestReporter reporter) throws Exception {
    Lives lives = lives(suite);
    Random random = lives.random();
    Retold retold = Retold.of(suite.stack().kafkaBootstrap(), lives.companies());
    long parked = DeadLetters.count(suite.stack().kafkaBootstrap());
    int forgotten = 0;

    List<Again> orders = Again.tried(random);
    for (Again again : orders) {
      for (String service : LocalStack.SERVICES) {
        suite.stack().kill(service);
        Forgotten forget = new Forgotten(suite);
        forgotten += forget.views(service, lives.companies());
        forget.inbox(service, retold.ids());
        switch (again) {
          case SHUFFLED -> retold.tell(service, random);
          case COMPACTED -> retold.compacted().tell(service, random);
          case FROM_THE_BEGINNING -> lives.consumers().rewind(service);
        }
        suite.stack().restart(service);
      }
      lives.awaitCaughtUp();

      assertThat(rows(suite, lives.companies()))
          .as("%s with seed %d", again, lives.seed())
          .isEqualTo(lives.before());
    }
    assertThat(DeadLetters.count(suite.stack().kafkaBootstrap())).isEqualTo(parked);
    FaultSettings.report(
        reporter,
        new Outcome(
            "views and inbox emptied, read again",
            orders.size(),
            0,
            0,
            0,
            "%s, %d records, %d rows of views forgotten, %d rows compared, seed %d"
                .formatted(
                    orders,
                    retold.events().size(),
                    forgotten,
                    lines(lives.before()),
                    lives.seed())));
  }

  private Lives lives(Suite suite) throws SQLException, ExecutionException, InterruptedException {
    Lives known = LIVED.get();
    Lives lives = known == null ? Lives.lived(suite, insistent) : known;
    LIVED.set(lives);
    return lives;
  }

  /** How a service that has forgotten reads again. */
  private enum Again {
    SHUFFLED,
    COMPACTED,
    FROM_THE_BEGINNING;

    /**
     * All of them in the long form, else the one that the seed brings: each restarts everything.
     */
    static List<Again> tried(Random random) {
      List<Again> all = List.of(values());
      return FaultSettings.FULL ? all : List.of(all.get(random.nextInt(all.size())));
    }
  }

  @Test
  @DisplayName("X-1 a replication slot that was dropped heals: nothing is missing, nothing doubled")
  void slotDropped(Suite suite) throws Exception {
    Agreement agreement = new Agreement(suite, insistent);
    Promised before = new Journey(suite, Suite.ADA, insistent).travel();
    agreement.on(before);

    suite.stack().kill("connect");
    for (String service : LocalStack.SERVICES) {
      DatabaseRows.of(suite, service).dropSlot(service + "_outbox");
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Promised> travelling =
          threads.submit(() -> new Journey(suite, Suite.GRACE, insistent).travel());
      suite.stack().restart("connect");
      agreement.on(travelling.get());
    }

    agreement.on(before);
    agreement.noJobLeftBehind();
  }

  /** Companies whose rows must stay as they are. */
  private record Lives(
      Set<String> companies, Consumers consumers, Map<String, String> before, long seed) {

    static Lives lived(Suite suite, Insistent insistent)
        throws SQLException, ExecutionException, InterruptedException {
      Promised promised = new Journey(suite, Suite.ADA, insistent).travel();
      new Agreement(suite, insistent).on(promised);
      Set<String> companies =
          Set.of(promised.company().id(), EventfulLife.of(suite, Suite.GRACE).id());
      Consumers consumers = new Consumers(suite.stack().kafkaBootstrap());
      Set<UUID> told = Set.of();
      for (Set<UUID> all = events(suite, companies); !all.equals(told); ) {
        told = all;
        awaitOnTopics(suite, companies, told);
        consumers.awaitCaughtUp();
        all = events(suite, companies);
      }
      return new Lives(companies, consumers, rows(suite, companies), FaultSettings.seed());
    }

    private static Set<UUID> events(Suite suite, Set<String> companies) throws SQLException {
      Set<UUID> events = new HashSet<>();
      for (String service : LocalStack.SERVICES) {
        for (String company : companies) {
          events.addAll(DatabaseRows.of(suite, service).events(company));
        }
      }
      return events;
    }

    private static void awaitOnTopics(Suite suite, Set<String> companies, Set<UUID> events) {
      Eventually.holds(
          () ->
              assertThat(Retold.of(suite.stack().kafkaBootstrap(), companies).ids())
                  .containsAll(events));
    }

    Random random() {
      return new Random(seed);
    }

    void awaitCaughtUp() throws ExecutionException, InterruptedException {
      consumers.awaitCaughtUp();
    }
  }

  /** Every row of the companies, by service, company and table. */
  private static Map<String, String> rows(Suite suite, Set<String> companies) throws SQLException {
    Map<String, String> rows = new TreeMap<>();
    for (String service : LocalStack.SERVICES) {
      for (String company : companies) {
        DatabaseRows.of(suite, service)
            .ofCompany(company)
            .forEach((table, text) -> rows.put(service + " " + company + " " + table, text));
      }
    }
    return rows;
  }

  private static long lines(Map<String, String> rows) {
    return rows.values().stream().mapToLong(text -> text.lines().count()).sum();
  }
}
