package dev.rollcall.e2e.faults;

import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.faults.FaultSettings.Outcome;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Suite.Extension.class)
class CrashTest {

  /** Who travels at the same time. */
  private static final int TRAVELLERS = FaultSettings.FULL ? 4 : 2;

  /** Two invitations, one number and one deletion each. */
  private static final int JOURNEYS = FaultSettings.FULL ? 50 : 4;

  private static final int ROUNDS = FaultSettings.FULL ? 5 : 1;

  @Test
  @DisplayName("X-1 X-2 whatever is killed at whatever moment: every process ends well, and once")
  void killedAtAnyMoment(Suite suite, TestReporter reporter) throws Exception {
    Insistent insistent = new Insistent();
    Reckoning reckoning = Reckoning.before(suite, insistent);
    long seed = FaultSettings.seed();
    reporter.publishEntry("seed", Long.toString(seed));

    Travels.Done<Integer> done =
        new Travels(suite, insistent, TRAVELLERS, JOURNEYS)
            .during(new Killer(suite.stack(), new Random(seed), ROUNDS));

    int doubledMails = reckoning.after(done.arrived());
    FaultSettings.report(
        reporter,
        new Outcome(
            "kill -9 of every part at random moments",
            done.disturbance(),
            insistent.calls(),
            0,
            0,
            "%d journeys, %d calls repeated, %d mails sent twice, seed %d"
                .formatted(done.arrived().size(), insistent.repeated(), doubledMails, seed)));
  }
}
