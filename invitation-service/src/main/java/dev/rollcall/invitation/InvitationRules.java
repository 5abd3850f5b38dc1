package dev.rollcall.invitation;

import dev.rollcall.invitation.Acceptance.Accepter.Newcomer;
import dev.rollcall.invitation.Acceptance.Accepter.Person;
import dev.rollcall.invitation.Invitation.Accepted;
import dev.rollcall.invitation.Invitation.Accepting;
import dev.rollcall.invitation.Invitation.Bounced;
import dev.rollcall.invitation.Invitation.Claim;
import dev.rollcall.invitation.Invitation.Declined;
import dev.rollcall.invitation.Invitation.Expired;
import dev.rollcall.invitation.Invitation.Joined;
import dev.rollcall.invitation.Invitation.Pending;
import dev.rollcall.invitation.Invitation.Refused;
import dev.rollcall.invitation.Invitation.Reopenable;
import dev.rollcall.invitation.Invitation.Requested;
import dev.rollcall.invitation.Invitation.Revoked;
import dev.rollcall.invitation.Offer.Invitee;
import dev.rollcall.invitation.Offer.LicenseType;
import dev.rollcall.invitation.Offer.Plan;
import dev.rollcall.invitation.Offer.Position;
import dev.rollcall.invitation.Offer.SeatWish;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every decision about an invitation: values in, a new state or a refusal out. */
public final class InvitationRules {

  /** Where a violation says that the office is not one to invite into. */
  public static final String OFFICE = "/officeId";

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_TITLE = 100;
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

  private InvitationRules() {}

  /**
   * A new invitation (INV-1, 2, 3, 4, 11, 20).
   *
   * @param address what the draft's e-mail reads as; empty where it is malformed
   * @param known what the address is in the company already
   */
  public static Outcome<Requested> issue(
      Draft draft,
      Optional<Address> address,
      Inviter inviter,
      Company company,
      KnownAs known,
      UUID id,
      Instant now) {
    UUID officeId = Optional.ofNullable(draft.officeId()).orElse(defaultOffice(inviter, company));
    List<Violation> violations = violations(draft, address, company, officeId);
    if (!violations.isEmpty() || address.isEmpty()) {
      return Outcome.refused(Refusal.invalid(violations));
    }
    Role role = Role.named(text(draft.role())).orElseThrow();
    return Stream.of(
            seatSource(draft),
            mayInvite(inviter, role, officeId, company),
            domain(address.get(), company),
            free(known, now))
        .flatMap(Optional::stream)
        .findFirst()
        .<Outcome<Requested>>map(Outcome::refused)
        .orElseGet(
            () ->
                Outcome.done(
                    new Requested(
                        offer(draft, address.get(), role, officeId, inviter, company, id, now),
                        new Invitation.Origin.New())));
  }

  /** Who may invite whom (INV-2, USR-1). */
  public static Optional<Refusal> mayInvite(
      Inviter inviter, Role role, UUID officeId, Company company) {
    boolean reaches =
        switch (inviter.role()) {
          case COMPANY_ADMIN, OFFICE_ADMIN -> inviter.role().reaches(role);
          case MANAGER ->
              company.policy().managerCeiling().map(ceiling -> ceiling.reaches(role)).orElse(false);
          case USER -> false;
        };
    if (!reaches) {
      return Optional.of(Refusals.roleBeyondReach(role));
    }
    return inviter.role() == Role.OFFICE_ADMIN && !inviter.adminOfficeIds().contains(officeId)
        ? Optional.of(Refusals.officeBeyondReach())
        : Optional.empty();
  }

  /**
   * What a seat answer changes; empty for one that is late: of an older attempt, or for an
   * invitation that no longer waits (INV-6, X-2).
   *
   * @param joinId a new id, under which identity will be asked to join
   */
  public static Optional<Pending> seatGranted(
      Invitation invitation,
      int attempt,
      UUID licenseId,
      UUID joinId,
      Company company,
      Instant now) {
    return invitation instanceof Requested requested && requested.offer().attempt() == attempt
        ? Optional.of(requested.open(licenseId, now.plus(company.policy().linkLifetime()), joinId))
        : Optional.empty();
  }

  /** The same for a refused seat. */
  public static Optional<Invitation> seatRefused(Invitation invitation, int attempt, String code) {
    return invitation instanceof Requested requested && requested.offer().attempt() == attempt
        ? Optional.of(requested.refuse(code))
        : Optional.empty();
  }

  /** A live link, or why it is dead (INV-7, 8, 9). */
  public static Outcome<Pending> live(Invitation invitation, int generation, Instant now) {
    if (generation != invitation.offer().generation()) {
      return Outcome.refused(
          invitation instanceof Accepted || invitation instanceof Joined
              ? Refusals.used()
              : Refusals.linkReplaced());
    }
    return switch (invitation) {
      case Pending pending ->
          pending.liveAt(now) ? Outcome.done(pending) : Outcome.refused(Refusals.expired());
      case Accepting accepting -> Outcome.refused(Refusals.inProgress());
      case Accepted accepted -> Outcome.refused(Refusals.used());
      case Joined joined -> Outcome.refused(Refusals.used());
      case Revoked revoked -> Outcome.refused(Refusals.revoked());
      case Declined declined -> Outcome.refused(Refusals.declined());
      case Expired expired -> Outcome.refused(Refusals.expired());
      case Bounced bounced -> Outcome.refused(Refusals.linkDead());
      case Refused refused -> Outcome.refused(Refusals.linkDead());
      case Requested requested -> Outcome.refused(Refusals.linkReplaced());
    };
  }

  /** The claim on a live link, with the profile completed (INV-3, 14, 15). */
  public static Outcome<Accepting> claim(
      Pending pending, Acceptance acceptance, Company company, Claim claim) {
    return who(pending, acceptance)
        .<Outcome<Accepting>>map(Outcome::refused)
        .orElseGet(() -> complete(pending, acceptance, company, claim));
  }

  /** Products of the offer that the company no longer has (INV-3). */
  public static List<String> disabled(Offer offer, Company company) {
    return offer.position().products().stream()
        .filter(product -> !company.products().contains(product))
        .toList();
  }

  /**
   * What seeing the user in identity's events makes of the invitation, one state after the other;
   * nothing where it was seen before.
   */
  public static List<Invitation> joined(Invitation invitation, UUID userId) {
    return switch (invitation) {
      case Accepting accepting -> {
        Accepted accepted = accepting.accept(userId);
        yield List.of(accepted, accepted.join());
      }
      case Accepted accepted -> List.of(accepted.join());
      default -> List.of();
    };
  }

  /** The end of a link whose time is up (INV-8); empty where there is none. */
  public static Optional<Expired> expire(Invitation invitation, Instant now) {
    return invitation instanceof Pending pending && !pending.liveAt(now)
        ? Optional.of(pending.expire())
        : Optional.empty();
  }

  /**
   * Takes the offer back; empty where it was taken back before. Like a resend, not above the
   * admin's own role (USR-1).
   */
  public static Outcome<Optional<Revoked>> revoke(Invitation invitation, Inviter admin) {
    Role role = invitation.offer().position().role();
    return admin.role().reaches(role)
        ? revoke(invitation)
        : Outcome.refused(Refusals.roleBeyondReach(role));
  }

  private static Outcome<Optional<Revoked>> revoke(Invitation invitation) {
    return switch (invitation) {
      case Requested requested -> Outcome.done(Optional.of(requested.revoke()));
      case Pending pending -> Outcome.done(Optional.of(pending.revoke()));
      case Revoked revoked -> Outcome.done(Optional.empty());
      case Accepting accepting -> Outcome.refused(Refusals.inProgress());
      case Accepted accepted -> notRevocable(invitation);
      case Joined joined -> notRevocable(invitation);
      case Refused refused -> notRevocable(invitation);
      case Expired expired -> notRevocable(invitation);
      case Declined declined -> notRevocable(invitation);
      case Bounced bounced -> notRevocable(invitation);
    };
  }

  /**
   * A new mail (INV-9): {@link Pending} again with a new link, or {@link Requested} where the seat
   * was given back. The resending admin answers for it from now on.
   */
  public static Outcome<Invitation> resend(
      Invitation invitation, Inviter inviter, Company company, KnownAs known, Instant now) {
    Position position = invitation.offer().position();
    Optional<Refusal> refusal = mayInvite(inviter, position.role(), position.officeId(), company);
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    return switch (invitation) {
      case Pending pending when pending.liveAt(now) ->
          Outcome.done(pending.resend(inviter.userId(), now.plus(company.policy().linkLifetime())));
      case Pending pending -> reopen(pending.expire(), inviter, known, now);
      case Expired expired -> reopen(expired, inviter, known, now);
      case Bounced bounced -> reopen(bounced, inviter, known, now);
      case Accepting accepting -> Outcome.refused(Refusals.inProgress());
      case Requested requested -> notResendable(invitation);
      case Accepted accepted -> notResendable(invitation);
      case Joined joined -> notResendable(invitation);
      case Refused refused -> notResendable(invitation);
      case Revoked revoked -> notResendable(invitation);
      case Declined declined -> notResendable(invitation);
    };
  }

  private static Outcome<Invitation> reopen(
      Reopenable ended, Inviter inviter, KnownAs known, Instant now) {
    return free(known, now)
        .<Outcome<Invitation>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(ended.reopen(inviter.userId())));
  }

  private static <T> Outcome<T> notRevocable(Invitation invitation) {
    return Outcome.refused(Refusals.notIn(invitation.status(), "revoked"));
  }

  private static <T> Outcome<T> notResendable(Invitation invitation) {
    return Outcome.refused(Refusals.notIn(invitation.status(), "sent again"));
  }

  private static Optional<Refusal> who(Pending pending, Acceptance acceptance) {
    return switch (acceptance.accepter()) {
      case Newcomer newcomer -> Optional.empty();
      case Person person when !person.verified() -> Optional.of(Refusals.emailNotVerified());
      case Person person ->
          person
                  .address()
                  .filter(own -> own.key().equals(pending.offer().invitee().address().key()))
                  .isPresent()
              ? Optional.empty()
              : Optional.of(Refusals.wrongPerson());
    };
  }

  private static Outcome<Accepting> complete(
      Pending pending, Acceptance acceptance, Company company, Claim claim) {
    Invitee invitee = pending.offer().invitee();
    String firstName = firstOf(acceptance.firstName(), invitee.firstName(), ownFirst(acceptance));
    String lastName = firstOf(acceptance.lastName(), invitee.lastName(), ownLast(acceptance));
    String phone = firstOf(acceptance.phone(), invitee.phone());
    List<Violation> violations = new ArrayList<>();
    name("/firstName", firstName, violations);
    name("/lastName", lastName, violations);
    phone(phone, company, violations);
    if (acceptance.accepter() instanceof Newcomer newcomer && !newcomer.hasPassword()) {
      violations.add(new Violation("/password", "is required"));
    }
    if (!violations.isEmpty()) {
      return Outcome.refused(Refusal.invalid(violations));
    }
    List<String> kept =
        pending.offer().position().products().stream()
            .filter(company.products()::contains)
            .toList();
    Offer completed =
        pending
            .offer()
            .completedWith(firstName.strip(), lastName.strip(), emptyToNull(phone))
            .withProducts(kept);
    return Outcome.done(pending.claim(completed, claim));
  }

  private static String ownFirst(Acceptance acceptance) {
    return acceptance.accepter() instanceof Person person ? person.firstName() : "";
  }

  private static String ownLast(Acceptance acceptance) {
    return acceptance.accepter() instanceof Person person ? person.lastName() : "";
  }

  private static UUID defaultOffice(Inviter inviter, Company company) {
    Optional<UUID> head = company.headOffice().map(Company.Office::id);
    boolean elsewhere =
        inviter.role() == Role.OFFICE_ADMIN
            && head.filter(inviter.adminOfficeIds()::contains).isEmpty();
    return elsewhere ? inviter.officeId() : head.orElse(inviter.officeId());
  }

  private static Offer offer(
      Draft draft,
      Address address,
      Role role,
      UUID officeId,
      Inviter inviter,
      Company company,
      UUID id,
      Instant now) {
    List<String> products = Optional.ofNullable(draft.products()).orElse(List.of());
    return new Offer(
        id,
        company.id(),
        1,
        0,
        new Invitee(
            text(draft.firstName()).strip(),
            text(draft.lastName()).strip(),
            address,
            emptyToNull(text(draft.jobTitle()).strip()),
            emptyToNull(text(draft.phone()).strip())),
        new Position(role, officeId, products.stream().distinct().sorted().toList()),
        new SeatWish(
            draft.licenseType() == null
                ? LicenseType.TALK
                : LicenseType.valueOf(draft.licenseType()),
            draft.plan() == null ? null : Plan.valueOf(draft.plan())),
        inviter.userId(),
        now);
  }

  private static List<Violation> violations(
      Draft draft, Optional<Address> address, Company company, UUID officeId) {
    List<Violation> found = new ArrayList<>();
    name("/firstName", text(draft.firstName()), found);
    name("/lastName", text(draft.lastName()), found);
    if (address.isEmpty()) {
      found.add(new Violation("/email", "must be an e-mail address in one script"));
    }
    title(text(draft.jobTitle()), found);
    phone(text(draft.phone()).strip(), company, found);
    if (Role.named(text(draft.role())).isEmpty()) {
      found.add(new Violation("/role", "must be one of " + words(Role.values())));
    }
    if (company.office(officeId).filter(Company.Office::open).isEmpty()) {
      found.add(new Violation(OFFICE, "must be an open office of the company"));
    }
    products(draft, company, found);
    seat(draft, found);
    return found;
  }

  private static void name(String pointer, String value, List<Violation> found) {
    if (value.isBlank()) {
      found.add(new Violation(pointer, "is required"));
    } else if (value.strip().length() > LONGEST_NAME) {
      found.add(new Violation(pointer, "must have at most " + LONGEST_NAME + " characters"));
    } else if (UNPRINTABLE.matcher(value.strip()).find()) {
      found.add(new Violation(pointer, "must not hold line breaks or control characters"));
    }
  }

  private static void title(String value, List<Violation> found) {
    if (value.strip().length() > LONGEST_TITLE) {
      found.add(new Violation("/jobTitle", "must have at most " + LONGEST_TITLE + " characters"));
    } else if (UNPRINTABLE.matcher(value.strip()).find()) {
      found.add(new Violation("/jobTitle", "must not hold line breaks or control characters"));
    }
  }

  private static void phone(String value, Company company, List<Violation> found) {
    if (value.isEmpty() && company.policy().phoneRequired()) {
      found.add(new Violation("/phone", "is required by the company's policy"));
    } else if (!value.isEmpty() && !E164.matcher(value).matches()) {
      found.add(new Violation("/phone", "must be a phone number in E.164, like +14155550100"));
    }
  }

  private static void products(Draft draft, Company company, List<Violation> found) {
    List<String> products = Optional.ofNullable(draft.products()).orElse(List.of());
    for (int index = 0; index < products.size(); index++) {
      if (!company.products().contains(text(products.get(index)))) {
        found.add(new Violation("/products/" + index, "is not enabled in the company"));
      }
    }
  }

  private static void seat(Draft draft, List<Violation> found) {
    if (!List.of("EXISTING", "PURCHASE").contains(text(draft.seatSource()))) {
      found.add(new Violation("/seat/source", "must be one of EXISTING, PURCHASE"));
    }
    if (draft.licenseType() != null && !isWord(LicenseType.values(), draft.licenseType())) {
      found.add(
          new Violation("/seat/licenseType", "must be one of " + words(LicenseType.values())));
    }
    if (draft.plan() != null && !isWord(Plan.values(), draft.plan())) {
      found.add(new Violation("/seat/plan", "must be one of " + words(Plan.values())));
    }
  }

  private static Optional<Refusal> seatSource(Draft draft) {
    String source = text(draft.seatSource());
    return source.equals("EXISTING")
        ? Optional.empty()
        : Optional.of(Refusals.seatSourceUnsupported(source));
  }

  private static Optional<Refusal> domain(Address address, Company company) {
    return company.policy().admits(address.domain())
        ? Optional.empty()
        : Optional.of(Refusals.domainBlocked());
  }

  private static Optional<Refusal> free(KnownAs known, Instant now) {
    return switch (known) {
      case KnownAs.Nobody() -> Optional.empty();
      case KnownAs.Member(UUID userId) -> Optional.of(Refusals.alreadyMember(userId));
      case KnownAs.Invited(UUID invitationId) -> Optional.of(Refusals.alreadyInvited(invitationId));
      case KnownAs.Deleted(UUID userId, Instant until) ->
          now.isBefore(until) ? Optional.of(Refusals.restorable(userId, until)) : Optional.empty();
    };
  }

  private static boolean isWord(Enum<?>[] words, String word) {
    return Arrays.stream(words).anyMatch(known -> known.name().equals(word));
  }

  private static String words(Enum<?>[] words) {
    return String.join(", ", Arrays.stream(words).map(Enum::name).toList());
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static @Nullable String emptyToNull(String value) {
    return value.isEmpty() ? null : value;
  }

  private static String firstOf(@Nullable String... candidates) {
    return Arrays.stream(candidates)
        .filter(candidate -> candidate != null && !candidate.isBlank())
        .findFirst()
        .orElse("")
        .strip();
  }
}
