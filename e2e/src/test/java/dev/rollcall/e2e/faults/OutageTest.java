package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Company;
import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.faults.FaultSettings.Outcome;
import dev.rollcall.local.stack.LocalStack;
import dev.rollcall.local.story.Answer;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server is away for as long as a bad day has it; {@link AwayTest} is the short form. */
@ExtendWith(Suite.Extension.class)
@EnabledIfSystemProperty(named = "full", matches = ".*")
class OutageTest {

  private static final int TRAVELLERS = 4;
  private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();

  private final Insistent insistent = new Insistent();

  @AfterEach
  void everythingRuns(Suite suite) {
    for (Outage outage : Outage.values()) {
      suite.stack().start(outage.part());
    }
  }

  /** What callers were told meanwhile. */
  private record Told(TreeSet<Integer> reading, int inviting, TreeSet<Integer> joining) {}

  @ParameterizedTest(name = "{0}")
  @EnumSource
  @DisplayName("X-1 an outage of real length: health says so, callers are told, all is done after")
  void away(Outage outage, Suite suite, TestReporter reporter) throws Exception {
    Reckoning reckoning = Reckoning.before(suite, insistent);

    Travels.Done<Told> done =
        new Travels(suite, insistent, TRAVELLERS, TRAVELLERS).during(() -> endure(outage, suite));

    Told told = done.disturbance();
    assertThat(outage.reading()).as("reading").containsAll(told.reading());
    assertThat(outage.inviting()).as("inviting").contains(told.inviting());
    if (outage == Outage.KEYCLOAK) {
      assertThat(told.joining()).as("joining").containsOnly(503);
    }
    Outage.awaitOver(suite, insistent);
    int doubledMails = reckoning.after(done.arrived());
    FaultSettings.report(
        reporter,
        new Outcome(
            "%s away for %d s".formatted(outage.part(), outage.lasts().toSeconds()),
            1,
            insistent.calls(),
            0,
            0,
            "%d journeys, %d calls repeated, %d mails sent twice; reading %s, inviting %d, joining %s"
                .formatted(
                    done.arrived().size(),
                    insistent.repeated(),
                    doubledMails,
                    told.reading(),
                    told.inviting(),
                    told.joining())));
  }

  private Told endure(Outage outage, Suite suite) {
    Company company = Company.signUp(suite, Suite.ADA);
    String email = Suite.freshEmail("outage");
    company.invited(email);
    String token = company.mailedTokens(email, 1).getFirst();
    suite.token(Suite.ADA, Suite.DEMO_PASSWORD);

    suite.stack().kill(outage.part());
    long end = System.nanoTime() + outage.lasts().toNanos();
    Told told =
        new Told(
            new TreeSet<>(),
            company.invite(Suite.freshEmail("meanwhile")).status(),
            new TreeSet<>());
    outage.awaitSaid(suite);
    while (System.nanoTime() < end) {
      Answer read = company.admin().get(company.path("identity", "/users"));
      told.reading().add(read.status());
      told.reading().add(company.admin().get(company.path("billing", "/licenses")).status());
      if (outage == Outage.KEYCLOAK) {
        told.joining().add(company.accept(token, Journey.PASSWORD).status());
      }
      for (String service : LocalStack.SERVICES) {
        assertThat(outage.ready(suite, service)).as(service).isEqualTo(outage.leavesReady());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    suite.stack().restart(outage.part());
    return told;
  }
}
