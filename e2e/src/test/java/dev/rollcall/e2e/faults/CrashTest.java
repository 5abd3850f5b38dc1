package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.faults.Journey.Promised;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Suite.Extension.class)
class CrashTest {

  private static final List<String> FOUNDERS = List.of(Suite.ADA, Suite.GRACE);

  /** Who travels at the same time. */
  private static final int TRAVELLERS = FaultSettings.FULL ? 4 : 2;

  /** Two invitations, one number and one deletion each. */
  private static final int JOURNEYS = FaultSettings.FULL ? 50 : 4;

  private static final int ROUNDS = FaultSettings.FULL ? 5 : 1;

  @Test
  @DisplayName("X-1 X-2 whatever is killed at whatever moment: every process ends well, and once")
  void killedAtAnyMoment(Suite suite, TestReporter reporter) throws Exception {
    Insistent insistent = new Insistent();
    Agreement agreement = new Agreement(suite, insistent);
    Promised undisturbed = new Journey(suite, Suite.ADA, insistent).travel();
    agreement.on(undisturbed);
    String charges = agreement.charges(undisturbed);
    long parked = DeadLetters.count(suite.stack().kafkaBootstrap());
    long seed = FaultSettings.seed();
    reporter.publishEntry("seed", Long.toString(seed));

    Killer killer = new Killer(suite.stack(), new Random(seed), ROUNDS);
    Queue<Promised> arrived = new ConcurrentLinkedQueue<>();
    int killed;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> killing = threads.submit(killer);
      List<Future<?>> travels = new ArrayList<>();
      for (int i = 0; i < TRAVELLERS; i++) {
        String founder = FOUNDERS.get(i % FOUNDERS.size());
        travels.add(
            threads.submit(
                () -> {
                  while (!killing.isDone() || arrived.size() < JOURNEYS) {
                    arrived.add(new Journey(suite, founder, insistent).travel());
                  }
                }));
      }
      for (Future<?> travel : travels) {
        travel.get();
      }
      killed = killing.get();
    }

    int doubledMails = 0;
    for (Promised promised : arrived) {
      agreement.on(promised);
      assertThat(agreement.charges(promised)).isEqualTo(charges);
      doubledMails += agreement.doubledMails(promised);
    }
    agreement.noJobLeftBehind();
    assertThat(DeadLetters.count(suite.stack().kafkaBootstrap())).isEqualTo(parked);
    FaultSettings.report(
        reporter,
        "killed %d parts during %d journeys (%d invitations, %d numbers, %d deletions), %d calls, %d repeated: lost 0, doubled 0, mails sent twice %d"
            .formatted(
                killed,
                arrived.size(),
                2 * arrived.size(),
                arrived.size(),
                arrived.size(),
                insistent.calls(),
                insistent.repeated(),
                doubledMails));
  }
}
