package dev.rollcall.identity;

import static dev.rollcall.identity.Samples.NOW;
import static dev.rollcall.identity.Samples.refusal;
import static dev.rollcall.identity.Samples.signedUp;
import static dev.rollcall.identity.Samples.user;
import static dev.rollcall.identity.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.identity.CompanyRules.PolicyChange;
import dev.rollcall.identity.CompanyRules.SettingsChange;
import dev.rollcall.identity.CompanyRules.SignedUp;
import dev.rollcall.identity.JoiningRules.Admitted;
import dev.rollcall.identity.JoiningRules.Offer;
import dev.rollcall.identity.JoiningRules.Situation;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Violation;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JoiningRulesTest {

  private final SignedUp acme = signedUp(Edition.STANDARD);
  private final Company company = acme.company();
  private final UUID office = acme.headOffice().id();

  private Offer offer(Role role, Product... products) {
    var wanted = EnumSet.noneOf(Product.class);
    wanted.addAll(List.of(products));
    return new Offer(
        company.id(),
        UUID.randomUUID(),
        acme.founder().id(),
        new User.Profile("Bob", "Stone", "bob@acme.test", null, null),
        role,
        office,
        wanted);
  }

  private Situation situation(@Nullable User inviter) {
    return new Situation(company, inviter, acme.headOffice(), false);
  }

  private static Company withCeiling(Company company, String ceiling) {
    return with(company, new PolicyChange(null, ceiling, null, null, null));
  }

  private static Company with(Company company, PolicyChange policy) {
    return value(
        CompanyRules.change(
            company,
            new SettingsChange(null, null, null, null, policy),
            Map.of(),
            Optional::of,
            NOW));
  }

  private Outcome<Admitted> joinUnder(PolicyChange policy) {
    var now = new Situation(with(company, policy), acme.founder(), acme.headOffice(), false);
    return JoiningRules.admit(now, offer(Role.USER));
  }

  @Test
  @DisplayName("INV-3 products that are not enabled any more are dropped and reported")
  void droppedProducts() {
    Admitted admitted =
        value(
            JoiningRules.admit(
                situation(acme.founder()), offer(Role.USER, Product.VOICE, Product.FAX)));

    assertThat(admitted.position().products()).containsExactly(Product.VOICE);
    assertThat(admitted.droppedProducts()).containsExactly(Product.FAX);
  }

  @Test
  @DisplayName("INV-11 a member does not join again")
  void alreadyMember() {
    var member = new Situation(company, acme.founder(), acme.headOffice(), true);

    assertThat(refusal(JoiningRules.admit(member, offer(Role.USER))).code())
        .isEqualTo("ALREADY_MEMBER");
  }

  @Test
  @DisplayName("CO-3 an office that closes may open again; one that is deleted or unknown is gone")
  void offices() {
    Office closing = acme.headOffice().closing(UUID.randomUUID(), 1, NOW);

    assertThat(refusedInto(closing)).isEqualTo("OFFICE_CLOSING");
    assertThat(refusedInto(closing.deleted(NOW))).isEqualTo("OFFICE_GONE");
    assertThat(refusedInto(null)).isEqualTo("OFFICE_GONE");
    assertThat(JoiningRules.admit(into(closing.reopened(NOW)), offer(Role.USER)))
        .isInstanceOf(Outcome.Done.class);
  }

  private String refusedInto(@Nullable Office office) {
    return refusal(JoiningRules.admit(into(office), offer(Role.USER))).code();
  }

  private Situation into(@Nullable Office office) {
    return new Situation(company, acme.founder(), office, false);
  }

  @Test
  @DisplayName("INV-2 nobody joins on the word of an inviter who is gone or not entitled")
  void inviterGone() {
    var plain = user(company, Role.USER, office);

    assertThat(refusal(JoiningRules.admit(situation(null), offer(Role.USER))).code())
        .isEqualTo("INVITER_GONE");
    assertThat(refusal(JoiningRules.admit(situation(plain), offer(Role.USER))).code())
        .isEqualTo("INVITER_GONE");
  }

  @Test
  @DisplayName("INV-2 managers invite up to the policy's ceiling")
  void ceiling() {
    var manager = user(company, Role.MANAGER, office);

    assertThat(JoiningRules.mayInvite(manager, company, office, Role.USER)).isTrue();
    assertThat(JoiningRules.mayInvite(manager, company, office, Role.MANAGER)).isFalse();
    assertThat(
            JoiningRules.mayInvite(manager, withCeiling(company, "MANAGER"), office, Role.MANAGER))
        .isTrue();
    assertThat(JoiningRules.mayInvite(manager, withCeiling(company, "NONE"), office, Role.USER))
        .isFalse();
  }

  @Test
  @DisplayName("INV-2 an office admin invites into the own offices only")
  void ownOffices() {
    var officeAdmin = user(company, Role.OFFICE_ADMIN, office);

    assertThat(JoiningRules.mayInvite(officeAdmin, company, office, Role.USER)).isTrue();
    assertThat(JoiningRules.mayInvite(officeAdmin, company, UUID.randomUUID(), Role.USER))
        .isFalse();
  }

  @Test
  @DisplayName("INV-2 nobody joins on the word of a manager whose ceiling was lowered meanwhile")
  void ceilingLowered() {
    var manager = user(company, Role.MANAGER, office);
    var lowered = new Situation(withCeiling(company, "NONE"), manager, acme.headOffice(), false);

    assertThat(JoiningRules.admit(situation(manager), offer(Role.USER)))
        .isInstanceOf(Outcome.Done.class);
    assertThat(refusal(JoiningRules.admit(lowered, offer(Role.USER))).code())
        .isEqualTo("INVITER_GONE");
  }

  @Test
  @DisplayName("INV-20 nobody joins from a domain that was blocked, or not allowed, meanwhile")
  void domainTightened() {
    var blocked = new PolicyChange(null, null, null, null, List.of("acme.test"));
    var otherOnly = new PolicyChange(null, null, null, List.of("corp.com"), null);
    var looksAlike = new PolicyChange(null, null, null, null, List.of("cme.test"));

    assertThat(refusal(joinUnder(blocked)).code()).isEqualTo("DOMAIN_BLOCKED");
    assertThat(refusal(joinUnder(otherOnly)).code()).isEqualTo("DOMAIN_BLOCKED");
    assertThat(joinUnder(looksAlike)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  @DisplayName("INV-1 a phone that the policy requires by now is asked for when joining")
  void phoneRequired() {
    assertThat(refusal(joinUnder(new PolicyChange(true, null, null, null, null))).violations())
        .extracting(Violation::pointer)
        .containsExactly("/phone");
  }

  @Property
  @Label("INV-2 nobody invites above their own role")
  void nobodyInvitesAboveTheirOwnRole(@ForAll Role inviter, @ForAll Role invited) {
    var by = user(company, inviter, office);

    if (JoiningRules.mayInvite(by, withCeiling(company, "MANAGER"), office, invited)) {
      assertThat(invited.isAbove(inviter)).isFalse();
    }
  }
}
