package dev.rollcall.invitation;

import static dev.rollcall.invitation.Samples.NOW;
import static dev.rollcall.invitation.Samples.claim;
import static dev.rollcall.invitation.Samples.company;
import static dev.rollcall.invitation.Samples.done;
import static dev.rollcall.invitation.Samples.inviter;
import static dev.rollcall.invitation.Samples.newcomer;
import static dev.rollcall.invitation.Samples.pending;
import static dev.rollcall.invitation.Samples.pointers;
import static dev.rollcall.invitation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.platform.outcome.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What was allowed when inviting may no longer be when accepting or sending again. */
class PolicyRulesTest {

  private static final KnownAs NOBODY = new KnownAs.Nobody();

  @Test
  @DisplayName("INV-20 a domain that was blocked meanwhile is refused when accepting")
  void blockedMeanwhile() {
    assertThat(refusal(accepted(blocking("acme.test"))).code()).isEqualTo("DOMAIN_BLOCKED");
    assertThat(accepted(blocking("cme.test"))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  @DisplayName(
      "INV-20 a domain that is not among those allowed meanwhile is refused when accepting")
  void otherAllowedMeanwhile() {
    assertThat(refusal(accepted(allowing("corp.com"))).code()).isEqualTo("DOMAIN_BLOCKED");
    assertThat(accepted(allowing("acme.test"))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  @DisplayName("INV-20 a domain that was blocked meanwhile is refused when sending again")
  void blockedBeforeResend() {
    assertThat(refusal(resent(pending(), blocking("acme.test"))).code())
        .isEqualTo("DOMAIN_BLOCKED");
    assertThat(refusal(resent(pending().expire(), blocking("acme.test"))).code())
        .isEqualTo("DOMAIN_BLOCKED");
  }

  @Test
  @DisplayName("INV-1 a phone that is required meanwhile is asked for when accepting")
  void phoneRequiredMeanwhile() {
    var strict = policy(true, Set.of(), Set.of());
    var withPhone =
        new Acceptance(null, null, "+14155550100", new Acceptance.Accepter.Newcomer(true));

    assertThat(pointers(accepted(strict))).containsExactly("/phone");
    assertThat(InvitationRules.claim(pending(), withPhone, company(strict), claim()))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  @DisplayName("INV-1 sending again needs no phone: the invited person gives it")
  void phoneRequiredBeforeResend() {
    assertThat(resent(pending(), policy(true, Set.of(), Set.of())))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  @DisplayName("INV-8 a life of the link that was changed meanwhile counts from the next link on")
  void lifeOfTheLink() {
    var shorter =
        new Company.Policy(false, Optional.of(Role.USER), Duration.ofHours(1), Set.of(), Set.of());

    assertThat(InvitationRules.live(pending(), 1, NOW.plus(Duration.ofHours(23))))
        .isInstanceOf(Outcome.Done.class);
    assertThat(((Invitation.Pending) done(resent(pending(), shorter))).expiresAt())
        .isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  private static Outcome<Invitation.Accepting> accepted(Company.Policy policy) {
    return InvitationRules.claim(pending(), newcomer(), company(policy), claim());
  }

  private static Outcome<Invitation> resent(Invitation invitation, Company.Policy policy) {
    return InvitationRules.resend(
        invitation, inviter(Role.COMPANY_ADMIN), company(policy), NOBODY, NOW);
  }

  private static Company.Policy blocking(String domain) {
    return policy(false, Set.of(), Set.of(domain));
  }

  private static Company.Policy allowing(String domain) {
    return policy(false, Set.of(domain), Set.of());
  }

  private static Company.Policy policy(
      boolean phoneRequired, Set<String> allowed, Set<String> blocked) {
    return new Company.Policy(
        phoneRequired, Optional.of(Role.USER), Duration.ofHours(24), allowed, blocked);
  }
}
