package dev.rollcall.identity;

import static dev.rollcall.identity.Samples.NOW;
import static dev.rollcall.identity.Samples.WINDOW;
import static dev.rollcall.identity.Samples.company;
import static dev.rollcall.identity.Samples.refusal;
import static dev.rollcall.identity.Samples.situation;
import static dev.rollcall.identity.Samples.user;
import static dev.rollcall.identity.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.identity.BulkActionRules.Order;
import dev.rollcall.platform.outcome.Outcome;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BulkActionRulesTest {

  private static final UUID ANN = UUID.randomUUID();
  private static final UUID BOB = UUID.randomUUID();
  private static final UUID CAT = UUID.randomUUID();

  private final Company company = company(Edition.STANDARD);
  private final User admin = user(company, Role.COMPANY_ADMIN);

  private static Outcome<Order> order(@Nullable String action, @Nullable UUID... ids) {
    return BulkActionRules.order(action, Arrays.asList(ids), ANN, 3);
  }

  private Outcome<User> apply(BulkAction action, User acting, User target, int otherAdmins) {
    return BulkActionRules.apply(
        action, situation(company, acting, target, otherAdmins), WINDOW, NOW);
  }

  @Test
  @DisplayName("USR-8 each user is acted on once, and the acting user last")
  void once() {
    assertThat(value(order("DELETE", BOB, ANN, CAT)).userIds()).containsExactly(BOB, CAT, ANN);
    assertThat(value(order("DELETE", BOB, CAT, BOB)).userIds()).containsExactly(BOB, CAT);
  }

  @Test
  @DisplayName("USR-8 no user, too many, a gap or an unknown action is refused by its field")
  void invalid() {
    assertThat(pointers(order("DELETE"))).containsExactly("/userIds");
    assertThat(pointers(BulkActionRules.order("DELETE", null, ANN, 3))).containsExactly("/userIds");
    assertThat(pointers(BulkActionRules.order("DELETE", Collections.nCopies(4, BOB), ANN, 3)))
        .containsExactly("/userIds");
    assertThat(pointers(order("DELETE", BOB, null))).containsExactly("/userIds/1");
    assertThat(pointers(order("EXPLODE", BOB))).containsExactly("/action");
    assertThat(pointers(order(null, BOB))).containsExactly("/action");
  }

  @Test
  @DisplayName("USR-1 GRANT_ADMIN makes a company admin, and changes nothing for one")
  void grantAdmin() {
    User after = value(apply(BulkAction.GRANT_ADMIN, admin, user(company, Role.USER), 1));

    assertThat(after.position().role()).isEqualTo(Role.COMPANY_ADMIN);
    assertThat(after.position().adminOfficeIds()).isEmpty();
    assertThat(value(apply(BulkAction.GRANT_ADMIN, admin, admin, 0))).isSameAs(admin);
  }

  @Test
  @DisplayName("USR-1 REVOKE_ADMIN makes a USER of admins, and changes nothing for others")
  void revokeAdmin() {
    var manager = user(company, Role.MANAGER);

    assertThat(roles(BulkAction.REVOKE_ADMIN, Role.COMPANY_ADMIN, Role.OFFICE_ADMIN))
        .containsOnly(Role.USER);
    assertThat(value(apply(BulkAction.REVOKE_ADMIN, admin, manager, 0))).isSameAs(manager);
  }

  @Test
  @DisplayName("USR-7 the last active company admin is neither deleted nor made a USER in bulk")
  void lastAdmin() {
    assertThat(refusal(apply(BulkAction.DELETE, admin, admin, 0)).code()).isEqualTo("LAST_ADMIN");
    assertThat(refusal(apply(BulkAction.REVOKE_ADMIN, admin, admin, 0)).code())
        .isEqualTo("LAST_ADMIN");
  }

  @ParameterizedTest
  @EnumSource(names = "DELETE", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("USR-1 all but deleting is for company admins only")
  void companyAdminsOnly(BulkAction action) {
    UUID office = UUID.randomUUID();
    var officeAdmin = user(company, Role.OFFICE_ADMIN, office);
    var plain = user(company, Role.USER, office);

    assertThat(refusal(apply(action, officeAdmin, plain, 1)).code())
        .isEqualTo("COMPANY_ADMINS_ONLY");
  }

  @Test
  @DisplayName("USR-2 analytics are granted to those whose role has room, and taken away again")
  void analytics() {
    User granted = value(apply(BulkAction.GRANT_ANALYTICS, admin, user(company, Role.USER), 0));

    assertThat(granted.position().granted()).containsExactly(Permission.ANALYTICS_CHARTS);
    assertThat(value(apply(BulkAction.REVOKE_ANALYTICS, admin, granted, 0)).position().granted())
        .isEmpty();
    assertThat(refusal(apply(BulkAction.REVOKE_ANALYTICS, admin, admin, 0)).code())
        .isEqualTo("COMES_WITH_ROLE");
  }

  private Stream<Role> roles(BulkAction action, Role... roles) {
    return Stream.of(roles)
        .map(role -> value(apply(action, admin, user(company, role), 1)).position().role());
  }

  private static List<String> pointers(Outcome<Order> order) {
    return refusal(order).violations().stream().map(violation -> violation.pointer()).toList();
  }
}
