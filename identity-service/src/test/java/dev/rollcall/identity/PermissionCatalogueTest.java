package dev.rollcall.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PermissionCatalogueTest {

  /**
   * The grantable permissions (+ in the table); everything else comes with a role or not at all.
   */
  private static final Set<Permission> GRANTABLE =
      EnumSet.of(Permission.ANALYTICS_CHARTS, Permission.PROXY_ACCESS);

  @Test
  @DisplayName("USR-1 only analytics.charts and proxy.access are ever granted to single users")
  void grantable() {
    assertThat(Arrays.stream(Permission.values()).filter(Permission::grantable))
        .containsExactlyInAnyOrderElementsOf(GRANTABLE);
  }

  @Test
  @DisplayName("USR-1 a plain user of a STANDARD company holds exactly this")
  void plainUser() {
    assertThat(Grants.of(Role.USER, Edition.STANDARD, Set.of()))
        .containsOnly(
            java.util.Map.entry(Permission.USERS_DIRECTORY, Reach.COMPANY),
            java.util.Map.entry(Permission.NUMBERS_READ, Reach.OWN),
            java.util.Map.entry(Permission.NUMBERS_SETTINGS, Reach.OWN),
            java.util.Map.entry(Permission.INBOX, Reach.COMPANY),
            java.util.Map.entry(Permission.CONTACTS, Reach.COMPANY),
            java.util.Map.entry(Permission.CAMPAIGNS, Reach.COMPANY),
            java.util.Map.entry(Permission.MESSAGES_PRIVATE_READ, Reach.OWN));
  }

  @Test
  @DisplayName("USR-1 proxy.access, users.transfer and licenses.transfer need a larger edition")
  void editions() {
    var larger =
        List.of(Permission.PROXY_ACCESS, Permission.USERS_TRANSFER, Permission.LICENSES_TRANSFER);

    assertThat(Grants.of(Role.COMPANY_ADMIN, Edition.STANDARD, Set.of()))
        .doesNotContainKeys(larger.toArray(Permission[]::new));
    assertThat(Grants.of(Role.COMPANY_ADMIN, Edition.ADVANCED, Set.of()))
        .containsKeys(larger.toArray(Permission[]::new));
  }

  @Test
  @DisplayName("USR-2 analytics.charts never opens the call history")
  void charts() {
    var granted = Grants.of(Role.MANAGER, Edition.PREMIUM, EnumSet.of(Permission.ANALYTICS_CHARTS));

    assertThat(granted)
        .containsEntry(Permission.ANALYTICS_CHARTS, Reach.COMPANY)
        .doesNotContainKey(Permission.CALLS_HISTORY_READ);
  }

  @Test
  @DisplayName("USR-1 names are as on the wire, and unique")
  void names() {
    assertThat(Arrays.stream(Permission.values()).map(Permission::wireName))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+([.-][a-z]+)*"));
    assertThat(Permission.named("users.read")).contains(Permission.USERS_READ);
    assertThat(Permission.named("users.fly")).isEmpty();
  }

  @Property
  @Label("USR-1 a company admin holds, at least as far, what any role below does")
  void higherRolesHoldWhatLowerOnesDo(
      @ForAll Role higher, @ForAll Role lower, @ForAll Edition edition) {
    if (higher.isAbove(lower) && higher == Role.COMPANY_ADMIN) {
      var above = Grants.of(higher, edition, Set.of());
      Grants.of(lower, edition, Set.of())
          .forEach(
              (permission, reach) ->
                  assertThat(above.get(permission)).isNotNull().isLessThanOrEqualTo(reach));
    }
  }

  @Property
  @Label("USR-1 explicit grants add only what the table has a plus for")
  void grantsAddNothingThatTheTableHasNoPlusFor(
      @ForAll Role role, @ForAll Edition edition, @ForAll Set<Permission> explicit) {
    var byRole = Grants.of(role, edition, Set.of());
    var with = Grants.of(role, edition, explicit);

    assertThat(with).containsAllEntriesOf(byRole);
    assertThat(with.keySet().stream().filter(permission -> !byRole.containsKey(permission)))
        .allMatch(permission -> permission.grantableTo(role, edition).isPresent())
        .allMatch(explicit::contains);
  }

  @Property
  @Label("USR-1 private messages are everybody's own only")
  void privateMessagesAreEverybodysOwnOnly(
      @ForAll Role role, @ForAll Edition edition, @ForAll Set<Permission> explicit) {
    assertThat(Grants.of(role, edition, explicit))
        .containsEntry(Permission.MESSAGES_PRIVATE_READ, Reach.OWN);
  }
}
