package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.faults.FaultSettings.Outcome;
import dev.rollcall.e2e.faults.Journey.Promised;
import dev.rollcall.local.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** The disk that a service logs to is full. */
@ExtendWith(Suite.Extension.class)
class LogSpaceTest {

  private static final List<String> STRUCK =
      FaultSettings.FULL ? LocalStack.SERVICES : List.of("invitation");

  private static final int JOURNEYS = FaultSettings.FULL ? 10 : 1;

  private final Insistent insistent = new Insistent();

  @AfterEach
  void withLogs(Suite suite) {
    STRUCK.forEach(suite.stack()::restart);
  }

  @Test
  @DisplayName("X-1 a service that can't write a line of its log any more answers and works on")
  void noSpaceForLogs(Suite suite, TestReporter reporter) throws Exception {
    assumeThat(Path.of("/dev/full")).as("a device that is full").exists();
    Reckoning reckoning = Reckoning.before(suite, insistent);

    STRUCK.forEach(suite.stack()::restartWithoutLogSpace);
    List<Long> sizes = logSizes(suite);
    List<Promised> arrived = new ArrayList<>();
    for (int i = 0; i < JOURNEYS; i++) {
      arrived.add(new Journey(suite, Suite.ADA, insistent).travel());
    }

    assertThat(reckoning.after(arrived)).isZero();
    assertThat(logSizes(suite)).as("the logs' sizes").isEqualTo(sizes);
    FaultSettings.report(
        reporter,
        new Outcome(
            "the disk of a service's logs is full",
            STRUCK.size(),
            insistent.calls(),
            0,
            0,
            arrived.size() + " journeys"));
  }

  private static List<Long> logSizes(Suite suite) throws IOException {
    List<Long> sizes = new ArrayList<>();
    for (String service : STRUCK) {
      sizes.add(Files.size(suite.stack().logs().resolve(service + ".log")));
    }
    return sizes;
  }
}
