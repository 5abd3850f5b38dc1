package dev.rollcall.identity;

import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.text.EmailAddress;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether an invited person may become a user now (INV-1, 2, 3, 11 and 20), and which user. */
public final class JoiningRules {

  private JoiningRules() {}

  /** An accepted invitation as it was sent. */
  public record JoinWish(
      @Nullable UUID companyId,
      @Nullable UUID invitationId,
      @Nullable UUID inviterUserId,
      @Nullable String email,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String phone,
      @Nullable String jobTitle,
      @Nullable String role,
      @Nullable UUID officeId,
      List<String> products) {}

  /** An accepted invitation. */
  public record Offer(
      UUID companyId,
      UUID invitationId,
      UUID inviterUserId,
      User.Profile profile,
      Role role,
      UUID officeId,
      Set<Product> products) {}

  /**
   * What the decision looks at, read under the company's lock.
   *
   * @param inviter who invited; null where there is no such user in the company
   * @param office null where there is no such office in the company
   * @param alreadyMember whether the person or the address is an active member
   */
  public record Situation(
      Company company, @Nullable User inviter, @Nullable Office office, boolean alreadyMember) {}

  /** A permission to join: the position without what the company no longer has. */
  public record Admitted(User.Position position, Set<Product> droppedProducts) {}

  /** The offer that was sent, or everything that is wrong with it. */
  public static Outcome<Offer> read(JoinWish wish) {
    var checks = new Checks();
    var profile =
        new User.Profile(
            checks.text("/firstName", wish.firstName, UserRules.MAX_NAME),
            checks.text("/lastName", wish.lastName, UserRules.MAX_NAME),
            checks.email("/email", wish.email),
            checks.phone("/phone", wish.phone),
            checks.optionalText("/jobTitle", wish.jobTitle, UserRules.MAX_JOB_TITLE));
    return checks.whenValid(
        new Offer(
            checks.id("/companyId", wish.companyId),
            checks.id("/invitationId", wish.invitationId),
            checks.id("/inviterUserId", wish.inviterUserId),
            profile,
            checks.constant("/role", wish.role, Role.class).orElse(Role.USER),
            checks.id("/officeId", wish.officeId),
            checks.constants("/products", wish.products, Product.class)));
  }

  /** The first of these rules that is against joining wins. */
  public static Outcome<Admitted> admit(Situation situation, Offer offer) {
    if (situation.alreadyMember) {
      return Outcome.refused(Refusals.alreadyMember());
    }
    if (situation.office == null) {
      return Outcome.refused(Refusals.officeGone());
    }
    if (!situation.office.isOpen()) {
      return Outcome.refused(Refusals.officeNotOpen(situation.office.status()));
    }
    if (situation.inviter == null
        || !mayInvite(situation.inviter, situation.company, offer.officeId, offer.role)) {
      return Outcome.refused(Refusals.inviterGone());
    }
    return policy(situation.company.settings().invitationPolicy(), offer.profile)
        .<Outcome<Admitted>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(admitted(situation.company, offer)));
  }

  /** The policy may be stricter by now than it was when the person was invited (INV-1, INV-20). */
  private static Optional<Refusal> policy(InvitationPolicy policy, User.Profile profile) {
    boolean admitted =
        EmailAddress.read(profile.email())
            .map(EmailAddress::domain)
            .filter(policy::admits)
            .isPresent();
    if (!admitted) {
      return Optional.of(Refusals.domainBlocked());
    }
    return policy.phoneRequired() && profile.phone() == null
        ? Optional.of(Refusal.invalid("/phone", "Is required by the company's policy."))
        : Optional.empty();
  }

  /** The new user of an admitted person. */
  public static User join(UUID userId, UUID personId, Offer offer, Admitted admitted, Instant now) {
    return User.joining(
        userId,
        offer.companyId,
        personId,
        offer.profile,
        admitted.position,
        offer.invitationId,
        now);
  }

  /**
   * INV-2: admins invite up to their own role, office admins into their own offices; managers up to
   * the policy's ceiling.
   */
  public static boolean mayInvite(User inviter, Company company, UUID officeId, Role role) {
    return inviter.isActive()
        && inviter.mayIn(officeId, Permission.INVITATIONS_CREATE, company.edition())
        && !role.isAbove(inviter.position().role())
        && (inviter.position().role() != Role.MANAGER || withinCeiling(company, role));
  }

  private static boolean withinCeiling(Company company, Role role) {
    return switch (company.settings().invitationPolicy().managerInviteCeiling()) {
      case NONE -> false;
      case USER -> role == Role.USER;
      case MANAGER -> !role.isAbove(Role.MANAGER);
    };
  }

  private static Admitted admitted(Company company, Offer offer) {
    Set<Product> dropped = CompanyRules.notEnabled(company, offer.products);
    var products = EnumSet.noneOf(Product.class);
    products.addAll(offer.products);
    products.removeAll(dropped);
    return new Admitted(User.Position.of(offer.role, offer.officeId, products), dropped);
  }
}
