package dev.rollcall.identity;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who may change or delete whom, and how (USR-1, USR-4, USR-7, USR-13). Everything is decided under
 * the company's lock, from values read under it.
 */
public final class UserRules {

  static final int MAX_NAME = 100;
  static final int MAX_JOB_TITLE = 100;

  private UserRules() {}

  /**
   * What a decision about a user looks at.
   *
   * @param acting who does it, as they are now
   * @param otherActiveAdmins active company admins besides the target
   * @param openOffices ids of the company's open offices
   */
  public record Situation(
      Company company, User acting, User target, long otherActiveAdmins, Set<UUID> openOffices) {}

  /** A change of a user as it was sent; null leaves a field as it is, a blank job title ends it. */
  public record UserChange(
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String jobTitle,
      @Nullable String role,
      @Nullable List<UUID> adminOfficeIds,
      @Nullable List<String> products) {}

  /** The user after the change; the same instance where it changes nothing. */
  public static Outcome<User> edit(Situation situation, UserChange change, Instant now) {
    return mayActOn(situation)
        .then(target -> changed(situation, change))
        .then(after -> allowed(situation, after, now));
  }

  private record Wish(User.Profile profile, User.Position position) {}

  private static Outcome<Wish> changed(Situation situation, UserChange change) {
    var checks = new Checks();
    User.Profile profile = profile(checks, situation.target.profile(), change);
    User.Position position = position(checks, situation, change);
    return checks.whenValid(new Wish(profile, position));
  }

  private static User.Profile profile(Checks checks, User.Profile before, UserChange change) {
    return new User.Profile(
        change.firstName == null
            ? before.firstName()
            : checks.text("/firstName", change.firstName, MAX_NAME),
        change.lastName == null
            ? before.lastName()
            : checks.text("/lastName", change.lastName, MAX_NAME),
        before.email(),
        before.phone(),
        change.jobTitle == null
            ? before.jobTitle()
            : checks.optionalText("/jobTitle", change.jobTitle, MAX_JOB_TITLE));
  }

  private static User.Position position(Checks checks, Situation situation, UserChange change) {
    User.Position before = situation.target.position();
    Role role =
        change.role == null
            ? before.role()
            : checks.constant("/role", change.role, Role.class).orElse(before.role());
    Set<Product> products =
        change.products == null
            ? before.products()
            : products(checks, situation.company, change.products);
    return new User.Position(
        role,
        before.officeId(),
        adminOffices(checks, situation, role, change.adminOfficeIds),
        products,
        before.granted());
  }

  private static Set<Product> products(Checks checks, Company company, List<String> sent) {
    Set<Product> wish = checks.constants("/products", sent, Product.class);
    Set<Product> missing = CompanyRules.notEnabled(company, wish);
    if (!missing.isEmpty()) {
      checks.violate("/products", "Not enabled in this company: %s.".formatted(missing));
    }
    return wish;
  }

  private static Set<UUID> adminOffices(
      Checks checks, Situation situation, Role role, @Nullable List<UUID> sent) {
    User.Position before = situation.target.position();
    if (role != Role.OFFICE_ADMIN) {
      if (sent != null && !sent.isEmpty()) {
        checks.violate("/adminOfficeIds", "Only an OFFICE_ADMIN administers offices.");
      }
      return Set.of();
    }
    if (sent == null) {
      return before.adminOfficeIds().isEmpty()
          ? Set.of(before.officeId())
          : before.adminOfficeIds();
    }
    if (sent.isEmpty() || !situation.openOffices.containsAll(sent)) {
      checks.violate("/adminOfficeIds", "Must be open offices of this company, at least one.");
    }
    return Set.copyOf(sent);
  }

  private static Outcome<User> allowed(Situation situation, Wish wish, Instant now) {
    User target = situation.target;
    if (wish.position.role().isAbove(situation.acting.position().role())) {
      return Outcome.refused(Refusals.aboveOwnRole());
    }
    if (!mayAdminister(situation, wish.position)) {
      return Outcome.refused(Refusals.outsideOwnOffices());
    }
    if (wish.profile.equals(target.profile()) && wish.position.equals(target.position())) {
      return Outcome.done(target);
    }
    return keepingAnAdmin(situation, target.with(wish.profile, wish.position, now));
  }

  /** An office admin makes others admins of their own offices only. */
  private static boolean mayAdminister(Situation situation, User.Position wish) {
    return wish.adminOfficeIds().equals(situation.target.position().adminOfficeIds())
        || wish.adminOfficeIds().stream().allMatch(office -> manages(situation, office));
  }

  /** USR-4: the user after the deletion; a user who is deleted already stays as they are. */
  public static Outcome<User> delete(Situation situation, Duration restoreWindow, Instant now) {
    if (!situation.target.isActive()) {
      return mayAct(situation)
          .map(Outcome::<User>refused)
          .orElseGet(() -> Outcome.done(situation.target));
    }
    return mayActOn(situation)
        .then(target -> keepingAnAdmin(situation, target.deleted(now, restoreWindow)));
  }

  /** USR-2, USR-11: gives an explicit permission; only a company admin does. */
  public static Outcome<User> grant(Situation situation, Permission permission, Instant now) {
    return mayGrant(situation).then(target -> granted(situation, permission, now));
  }

  private static Outcome<User> granted(Situation situation, Permission permission, Instant now) {
    User target = situation.target;
    Edition edition = situation.company.edition();
    Role role = target.position().role();
    if (target.grants(edition).containsKey(permission)) {
      return Outcome.done(target);
    }
    if (permission.grantableTo(role, edition).isEmpty()) {
      return Outcome.refused(Refusals.notGrantable());
    }
    return Outcome.done(target.with(target.profile(), target.position().granting(permission), now));
  }

  /** Takes an explicit permission away; what comes with the role stays with it. */
  public static Outcome<User> revoke(Situation situation, Permission permission, Instant now) {
    return mayGrant(situation).then(target -> revoked(situation, permission, now));
  }

  private static Outcome<User> revoked(Situation situation, Permission permission, Instant now) {
    User target = situation.target;
    User after = target.with(target.profile(), target.position().revoking(permission), now);
    if (after.grants(situation.company.edition()).containsKey(permission)) {
      return Outcome.refused(Refusals.comesWithRole());
    }
    return Outcome.done(target.position().granted().contains(permission) ? after : target);
  }

  /** USR-1: makes a company admin; only a company admin does. */
  static Outcome<User> grantAdmin(Situation situation, Instant now) {
    return mayGrant(situation).then(target -> inRole(situation, Role.COMPANY_ADMIN, now));
  }

  /** USR-1: makes a USER of a company or office admin; others are no admins and stay. */
  static Outcome<User> revokeAdmin(Situation situation, Instant now) {
    return mayGrant(situation)
        .then(
            target ->
                target.position().role().isAbove(Role.MANAGER)
                    ? inRole(situation, Role.USER, now)
                    : Outcome.done(target));
  }

  private static Outcome<User> inRole(Situation situation, Role role, Instant now) {
    User target = situation.target;
    return target.position().role() == role
        ? Outcome.done(target)
        : keepingAnAdmin(
            situation, target.with(target.profile(), target.position().inRole(role), now));
  }

  private static Outcome<User> mayGrant(Situation situation) {
    return situation.acting.isActiveAdmin()
        ? mayActOn(situation)
        : Outcome.refused(Refusals.companyAdminsOnly());
  }

  private static Outcome<User> mayActOn(Situation situation) {
    return mayAct(situation)
        .or(
            () ->
                situation.target.isActive()
                    ? Optional.empty()
                    : Optional.of(Refusals.userDeleted()))
        .map(Outcome::<User>refused)
        .orElseGet(() -> Outcome.done(situation.target));
  }

  /** The first thing that is against the acting user touching the target at all. */
  private static Optional<Refusal> mayAct(Situation situation) {
    User acting = situation.acting;
    User target = situation.target;
    if (!acting.isActive()) {
      return Optional.of(Refusal.notFound());
    }
    if (!manages(situation, target.position().officeId())) {
      return Optional.of(Refusals.outsideOwnOffices());
    }
    if (target.position().role().isAbove(acting.position().role())) {
      return Optional.of(Refusals.aboveOwnRole());
    }
    return Optional.empty();
  }

  private static boolean manages(Situation situation, UUID officeId) {
    return situation.acting.mayIn(officeId, Permission.USERS_MANAGE, situation.company.edition());
  }

  /** USR-7: refuses what would leave the company without an active company admin. */
  static Outcome<User> keepingAnAdmin(Situation situation, User after) {
    boolean oneLess = situation.target.isActiveAdmin() && !after.isActiveAdmin();
    return oneLess && situation.otherActiveAdmins == 0
        ? Outcome.refused(Refusals.lastAdmin())
        : Outcome.done(after);
  }
}
