package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.faults.FaultSettings.Outcome;
import dev.rollcall.local.stack.LocalStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a rolling update does: each replica goes, in peace, and comes back before the next goes. */
@ExtendWith(Suite.Extension.class)
class RollingRestartTest {

  private static final int OFFICES = FaultSettings.FULL ? 4 : 2;
  private static final int ROUNDS = FaultSettings.FULL ? 5 : 1;

  @AfterAll
  static void oneOfEach(Suite suite) {
    new SecondReplicas(suite.stack()).close();
  }

  @Test
  @DisplayName("X-1 every service is restarted replica by replica under load: no request fails")
  void replicaByReplica(Suite suite, TestReporter reporter) throws Exception {
    LocalStack stack = suite.stack();
    new SecondReplicas(stack).started();
    new Consumers(stack.kafkaBootstrap()).awaitMembers(2);

    OfficeWork work = new OfficeWork(suite, OFFICES);
    int restarted = work.during(() -> restartAll(stack));

    assertThat(work.failed()).isEmpty();
    assertThat(work.requests()).isGreaterThan(100);
    FaultSettings.report(
        reporter,
        new Outcome(
            "rolling restart of two replicas of each service",
            restarted,
            work.requests(),
            work.failed().size(),
            0,
            "no answer above 499"));
  }

  private static int restartAll(LocalStack stack) {
    for (int round = 0; round < ROUNDS; round++) {
      SecondReplicas.onEach(
          service -> {
            stack.restart(service);
            stack.restart(SecondReplicas.second(service));
          });
    }
    return 2 * ROUNDS * LocalStack.SERVICES.size();
  }
}
