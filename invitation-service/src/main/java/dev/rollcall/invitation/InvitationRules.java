package dev.rollcall.invitation;

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
import dev.rollcall.invitation.Offer.Position;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.outcome.Violation;
import dev.rollcall.platform.text.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Every decision about an invitation: values in, a new state or a refusal out. */
public final class InvitationRules {

  /** Where a violation says that the office is not one to invite into. */
  public static final String OFFICE = "/officeId";

  private InvitationRules() {}

  /**
   * A new invitation (INV-1, 2, 3, 4, 11, 20).
   *
   * @param address what the draft's e-mail reads as; empty where it is malformed
   * @param completeness what may be left to the invited person
   * @param known what the address is in the company already
   */
  public static Outcome<Requested> issue(
      Draft draft,
      Optional<EmailAddress> address,
      Completeness completeness,
      Inviter inviter,
      Company company,
      KnownAs known,
      UUID id,
      Instant now) {
    UUID officeId =
        Optional.ofNullable(draft.officeId()).orElse(DraftRules.defaultOffice(inviter, company));
    List<Violation> violations =
        DraftRules.violations(draft, address, completeness, company, officeId);
    if (address.isEmpty() && DraftRules.isNotSupported(draft)) {
      return Outcome.refused(Refusals.emailNotSupported(violations));
    }
    if (!violations.isEmpty() || address.isEmpty()) {
      return Outcome.refused(Refusal.invalid(violations));
    }
    Role role = Role.named(ProfileRules.text(draft.role())).orElseThrow();
    return Stream.of(
            PolicyRules.mayInvite(inviter, role, officeId, company),
            PolicyRules.mayPurchase(inviter, draft),
            PolicyRules.domain(address.get(), company),
            free(known, now))
        .flatMap(Optional::stream)
        .findFirst()
        .<Outcome<Requested>>map(Outcome::refused)
        .orElseGet(
            () ->
                Outcome.done(
                    new Requested(
                        DraftRules.offer(
                            draft, address.get(), role, officeId, inviter, company, id, now),
                        new Invitation.Origin.New())));
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

  /** A live link, or why it is dead; of several copies the newest one lives (INV-10). */
  public static Outcome<Pending> live(Invitation invitation, Link link, Instant now) {
    return live(invitation, link.generation(), now)
        .then(
            pending ->
                link.dead() ? Outcome.refused(Refusals.linkReplaced()) : Outcome.done(pending));
  }

  /** A link of that opening that lives, or why none does (INV-7, 8, 9). */
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

  /** Whether that person may accept, before anything else is asked of them (INV-15). */
  public static Outcome<Pending> mayAccept(Pending pending, Acceptance acceptance) {
    return AcceptanceRules.who(pending, acceptance)
        .<Outcome<Pending>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(pending));
  }

  /** The claim on a live link, with the profile completed (INV-1, 3, 14, 15, 20). */
  public static Outcome<Accepting> claim(
      Pending pending, Acceptance acceptance, Company company, Claim claim) {
    return AcceptanceRules.who(pending, acceptance)
        .or(() -> PolicyRules.stillAdmitted(pending.offer(), company))
        .<Outcome<Accepting>>map(Outcome::refused)
        .orElseGet(() -> AcceptanceRules.complete(pending, acceptance, company, claim));
  }

  /** Products of the offer that the company no longer has (INV-3). */
  public static List<String> disabled(Offer offer, Company company) {
    return offer.position().products().stream()
        .filter(product -> !company.products().contains(product))
        .toList();
  }

  /**
   * What seeing the user in identity's events makes of the invitation, one state after the other;
   * nothing where it was seen before. The event is the pivot: whoever is a user has accepted, also
   * where the claim was given up before identity was done.
   */
  public static List<Invitation> joined(Invitation invitation, UUID userId) {
    return switch (invitation) {
      case Accepting accepting -> {
        Accepted accepted = accepting.accept(userId);
        yield List.of(accepted, accepted.join());
      }
      case Pending pending -> {
        Accepted accepted = pending.accept(userId);
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
    Optional<Refusal> refusal =
        PolicyRules.mayInvite(inviter, position.role(), position.officeId(), company)
            .or(() -> PolicyRules.stillAdmitted(invitation.offer(), company));
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

  /**
   * A copy of the live link for that admin to hand over (INV-10); nobody's above their own role.
   */
  public static Outcome<Pending> copyLink(Invitation invitation, Inviter admin, Instant now) {
    Role role = invitation.offer().position().role();
    return admin.role().reaches(role)
        ? copyLink(invitation, now)
        : Outcome.refused(Refusals.roleBeyondReach(role));
  }

  private static Outcome<Pending> copyLink(Invitation invitation, Instant now) {
    return switch (invitation) {
      case Pending pending when pending.liveAt(now) -> Outcome.done(pending);
      case Pending pending -> notCopyable(pending.expire());
      case Accepting accepting -> Outcome.refused(Refusals.inProgress());
      case Requested requested -> notCopyable(invitation);
      case Accepted accepted -> notCopyable(invitation);
      case Joined joined -> notCopyable(invitation);
      case Refused refused -> notCopyable(invitation);
      case Expired expired -> notCopyable(invitation);
      case Revoked revoked -> notCopyable(invitation);
      case Declined declined -> notCopyable(invitation);
      case Bounced bounced -> notCopyable(invitation);
    };
  }

  private static <T> Outcome<T> notCopyable(Invitation invitation) {
    return Outcome.refused(Refusals.notIn(invitation.status(), "handed over by a link"));
  }

  private static <T> Outcome<T> notRevocable(Invitation invitation) {
    return Outcome.refused(Refusals.notIn(invitation.status(), "revoked"));
  }

  private static <T> Outcome<T> notResendable(Invitation invitation) {
    return Outcome.refused(Refusals.notIn(invitation.status(), "sent again"));
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
}
