package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.faults.Journey.Promised;
import dev.rollcall.local.stack.LocalStack;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything that was ever published, again. */
@ExtendWith(Suite.Extension.class)
class ReplayTest {

  private final Insistent insistent = new Insistent();

  @Test
  @DisplayName("X-2 every topic read again from the beginning, twice: not a row changes")
  void everythingAgain(Suite suite) throws Exception {
    Agreement agreement = new Agreement(suite, insistent);
    Promised promised = new Journey(suite, Suite.ADA, insistent).travel();
    agreement.on(promised);
    Consumers consumers = new Consumers(suite.stack().kafkaBootstrap());
    consumers.awaitCaughtUp();
    Map<String, Map<String, String>> before = rows(suite, promised);

    for (int time = 1; time <= 2; time++) {
      for (String service : LocalStack.SERVICES) {
        suite.stack().stop(service);
        consumers.rewind(service);
        suite.stack().restart(service);
      }
      consumers.awaitCaughtUp();

      assertThat(rows(suite, promised)).as("after replay " + time).isEqualTo(before);
    }
    agreement.on(promised);
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

  private static Map<String, Map<String, String>> rows(Suite suite, Promised promised)
      throws Exception {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    for (String service : LocalStack.SERVICES) {
      rows.put(service, DatabaseRows.of(suite, service).ofCompany(promised.company().id()));
    }
    return rows;
  }
}
