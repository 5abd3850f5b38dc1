package dev.rollcall.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.e2e.Suite;
import dev.rollcall.e2e.faults.Journey.Promised;
import java.util.Collection;

/** What must be true after a disturbance, compared with what was true before. */
final class Reckoning {

  private final Suite suite;
  private final Agreement agreement;
  private final String charges;
  private final long parked;

  private Reckoning(Suite suite, Agreement agreement, String charges, long parked) {
    this.suite = suite;
    this.agreement = agreement;
    this.charges = charges;
    this.parked = parked;
  }

  /** Lets one company travel undisturbed, and notes what it pays. */
  static Reckoning before(Suite suite, Insistent insistent) {
    Agreement agreement = new Agreement(suite, insistent);
    Promised undisturbed = new Journey(suite, Suite.ADA, insistent).travel();
    agreement.on(undisturbed);
    return new Reckoning(
        suite,
        agreement,
        agreement.charges(undisturbed),
        DeadLetters.count(suite.stack().kafkaBootstrap()));
  }

  /**
   * That every journey ended as it was promised, and nothing was given up.
   *
   * @return how many mails were sent twice: a mail server that dies between taking a mail and
   *     saying so leaves no other choice
   */
  int after(Collection<Promised> arrived) throws Exception {
    int doubledMails = 0;
    for (Promised promised : arrived) {
      agreement.on(promised);
      assertThat(agreement.charges(promised)).isEqualTo(charges);
      doubledMails += agreement.doubledMails(promised);
    }
    agreement.noJobLeftBehind();
    assertThat(DeadLetters.count(suite.stack().kafkaBootstrap())).isEqualTo(parked);
    return doubledMails;
  }
}
