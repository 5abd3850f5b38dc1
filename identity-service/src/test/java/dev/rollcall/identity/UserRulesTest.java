package dev.rollcall.identity;

import static dev.rollcall.identity.Samples.NOW;
import static dev.rollcall.identity.Samples.WINDOW;
import static dev.rollcall.identity.Samples.company;
import static dev.rollcall.identity.Samples.refusal;
import static dev.rollcall.identity.Samples.situation;
import static dev.rollcall.identity.Samples.user;
import static dev.rollcall.identity.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.identity.UserRules.UserChange;
import dev.rollcall.platform.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UserRulesTest {

  private static final List<Role> ROLES = List.of(Role.values());

  private final Company company = company(Edition.STANDARD);
  private final User admin = user(company, Role.COMPANY_ADMIN);

  private static UserChange role(String role) {
    return new UserChange(null, null, null, role, null, null);
  }

  private static UserChange products(String... products) {
    return new UserChange(null, null, null, null, null, List.of(products));
  }

  @Test
  @DisplayName("USR-7 the last active company admin is neither deleted nor demoted")
  void lastAdmin() {
    var alone = situation(company, admin, admin, 0);

    assertThat(refusal(UserRules.delete(alone, WINDOW, NOW)).code()).isEqualTo("LAST_ADMIN");
    assertThat(refusal(UserRules.edit(alone, role("USER"), NOW)).code()).isEqualTo("LAST_ADMIN");
  }

  @Test
  @DisplayName("USR-7 one of two company admins may go")
  void oneOfTwo() {
    var other = user(company, Role.COMPANY_ADMIN);

    User deleted = value(UserRules.delete(situation(company, admin, other, 1), WINDOW, NOW));

    assertThat(deleted.isActive()).isFalse();
    assertThat(deleted.lifecycle().restorableUntil()).isEqualTo(NOW.plus(WINDOW));
    assertThat(deleted.version()).isEqualTo(other.version() + 1);
  }

  @Test
  @DisplayName("USR-1 nobody acts on somebody above them, or makes somebody so")
  void aboveOwnRole() {
    UUID office = UUID.randomUUID();
    var officeAdmin = user(company, Role.OFFICE_ADMIN, office);
    var companyAdmin = user(company, Role.COMPANY_ADMIN, office);
    var plain = user(company, Role.USER, office);

    assertThat(
            refusal(UserRules.delete(situation(company, officeAdmin, companyAdmin, 5), WINDOW, NOW))
                .code())
        .isEqualTo("ABOVE_OWN_ROLE");
    assertThat(
            refusal(
                    UserRules.edit(
                        situation(company, officeAdmin, plain, 5), role("COMPANY_ADMIN"), NOW))
                .code())
        .isEqualTo("ABOVE_OWN_ROLE");
  }

  @Test
  @DisplayName("USR-1 an office admin acts in the own offices only")
  void ownOffices() {
    var officeAdmin = user(company, Role.OFFICE_ADMIN);
    var elsewhere = user(company, Role.USER);

    assertThat(
            refusal(UserRules.delete(situation(company, officeAdmin, elsewhere, 5), WINDOW, NOW))
                .code())
        .isEqualTo("OUTSIDE_OWN_OFFICES");
  }

  @Test
  @DisplayName("USR-1 who becomes an OFFICE_ADMIN administers the own office")
  void becomesOfficeAdmin() {
    var plain = user(company, Role.USER);

    User after =
        value(UserRules.edit(situation(company, admin, plain, 0), role("OFFICE_ADMIN"), NOW));

    assertThat(after.position().adminOfficeIds()).containsExactly(plain.position().officeId());
  }

  @Test
  @DisplayName("USR-13 a user has only products that the company has enabled")
  void productsOfCompany() {
    var plain = user(company, Role.USER);

    assertThat(
            refusal(UserRules.edit(situation(company, admin, plain, 0), products("FAX"), NOW))
                .violations())
        .extracting("pointer")
        .containsExactly("/products");
  }

  @Test
  @DisplayName("USR-2 only a company admin grants analytics.charts")
  void onlyCompanyAdminsGrant() {
    UUID office = UUID.randomUUID();
    var officeAdmin = user(company, Role.OFFICE_ADMIN, office);
    var plain = user(company, Role.USER, office);

    assertThat(
            refusal(
                    UserRules.grant(
                        situation(company, officeAdmin, plain, 5),
                        Permission.ANALYTICS_CHARTS,
                        NOW))
                .code())
        .isEqualTo("COMPANY_ADMINS_ONLY");
    User granted =
        value(
            UserRules.grant(situation(company, admin, plain, 5), Permission.ANALYTICS_CHARTS, NOW));
    assertThat(granted.grants(Edition.STANDARD)).containsKey(Permission.ANALYTICS_CHARTS);
  }

  @Test
  @DisplayName("USR-11 proxy.access is not granted in STANDARD, and never to a plain user")
  void proxyAccess() {
    var manager = user(company, Role.MANAGER);
    var plain = user(company, Role.USER);
    var premium = company(Edition.PREMIUM);

    assertThat(
            refusal(
                    UserRules.grant(
                        situation(company, admin, manager, 5), Permission.PROXY_ACCESS, NOW))
                .code())
        .isEqualTo("NOT_GRANTABLE");
    assertThat(
            refusal(
                    UserRules.grant(
                        situation(premium, admin, plain, 5), Permission.PROXY_ACCESS, NOW))
                .code())
        .isEqualTo("NOT_GRANTABLE");
    assertThat(
            value(
                    UserRules.grant(
                        situation(premium, admin, manager, 5), Permission.PROXY_ACCESS, NOW))
                .position()
                .granted())
        .containsExactly(Permission.PROXY_ACCESS);
  }

  @Test
  @DisplayName("USR-1 a change that changes nothing answers the same user")
  void nothing() {
    var plain = user(company, Role.USER);

    assertThat(value(UserRules.edit(situation(company, admin, plain, 0), role("USER"), NOW)))
        .isSameAs(plain);
  }

  @Property
  @Label("USR-7 whatever anybody tries, an active company admin is left")
  void anyHistoryKeepsAnActiveCompanyAdmin(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 3999) Integer> choices) {
    var users = new ArrayList<User>();
    users.add(admin);
    for (Role role : Role.values()) {
      users.add(user(company, role, admin.position().officeId()));
    }

    for (int choice : choices) {
      step(users, choice);
      assertThat(users).anyMatch(User::isActiveAdmin);
    }
  }

  private void step(List<User> users, int choice) {
    User acting = users.get(choice % users.size());
    int at = choice / 10 % users.size();
    User target = users.get(at);
    long others =
        users.stream()
            .filter(User::isActiveAdmin)
            .filter(one -> !one.id().equals(target.id()))
            .count();
    var situation = situation(company, acting, target, others);
    Role role = ROLES.get(choice / 100 % ROLES.size());
    Outcome<User> outcome =
        choice % 2 == 0
            ? UserRules.delete(situation, WINDOW, NOW)
            : UserRules.edit(situation, role(role.name()), NOW);
    if (outcome instanceof Outcome.Done<User>(User after)) {
      users.set(at, after);
    }
  }
}
