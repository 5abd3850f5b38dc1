package dev.rollcall.identity.joining;

import dev.rollcall.identity.JoiningRules.Offer;
import dev.rollcall.identity.Refusals;
import dev.rollcall.identity.joining.Credentials.NewPassword;
import dev.rollcall.identity.keycloak.Accounts;
import dev.rollcall.identity.keycloak.Accounts.Account;
import dev.rollcall.identity.keycloak.Accounts.NewLogin;
import dev.rollcall.identity.keycloak.Accounts.TakenOver;
import dev.rollcall.identity.storage.Joinings;
import dev.rollcall.identity.storage.Joinings.Attempt;
import dev.rollcall.identity.storage.Joinings.Joining;
import dev.rollcall.identity.storage.Memberships;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.web.access.Membership;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds or makes the login of somebody who joins. A newcomer's account carries the invitation's id,
 * and the attempt's, so a repetition finds it, and another attempt takes it over with its own
 * password; a person with a login of their own keeps their password and signs in instead (INV-15).
 */
@ApplicationScoped
public class Logins {

  /**
   * A login that may join.
   *
   * @param fresh whether its password was set just now
   */
  public record Login(UUID personId, boolean fresh) {}

  /**
   * Keycloak's extension makes sign-in links for accounts of up to 15 minutes only (INV-16); a
   * minute is left for the joining itself.
   */
  private static final Duration YOUNG = Duration.ofMinutes(14);

  /** How often an account that another attempt has changed meanwhile is looked at again. */
  private static final int MOST_LOOKS = 10;

  /**
   * Who joins with a new password.
   *
   * @param looks how often an account may be looked at still
   */
  private record Joiner(Attempt attempt, Offer offer, NewLogin login, int looks) {

    Joiner again() {
      return new Joiner(attempt, offer, login, looks - 1);
    }
  }

  private final CompanyTransaction tx;
  private final Joinings joinings;
  private final Accounts accounts;
  private final Memberships memberships;
  private final Clock realClock = Clock.systemUTC();

  Logins(CompanyTransaction tx, Joinings joinings, Accounts accounts, Memberships memberships) {
    this.tx = tx;
    this.joinings = joinings;
    this.accounts = accounts;
    this.memberships = memberships;
  }

  /**
   * The login for that offer; what Keycloak refuses of it → 422, another person → 403. An attempt
   * that is closed meanwhile takes no account over and gets JOIN_CLOSED.
   */
  public Uni<Outcome<Login>> login(Attempt attempt, Offer offer, Credentials credentials) {
    return switch (credentials) {
      case Credentials.SignedIn(UUID personId) -> existing(offer, personId);
      case NewPassword chosen ->
          withPassword(new Joiner(attempt, offer, newLogin(offer, chosen), MOST_LOOKS));
    };
  }

  /** Whether somebody has a login with that address and would have to sign in to join. */
  public Uni<Boolean> exists(String email) {
    return accounts
        .findByEmail(email)
        .chain(
            account ->
                account
                    .map(found -> use(found).map(Use.IN_USE::equals))
                    .orElseGet(() -> Uni.createFrom().item(false)));
  }

  private Uni<Outcome<Login>> existing(Offer offer, UUID personId) {
    return accounts
        .find(personId)
        .map(found -> found.filter(account -> account.hasProved(offer.profile().email())))
        .map(
            proved ->
                proved.isPresent()
                    ? Outcome.done(new Login(personId, false))
                    : Outcome.refused(Refusals.otherPerson()));
  }

  private static NewLogin newLogin(Offer offer, NewPassword chosen) {
    var profile = offer.profile();
    return new NewLogin(
        offer.invitationId(),
        chosen.attempt(),
        profile.email(),
        profile.firstName(),
        profile.lastName(),
        chosen.password());
  }

  private Uni<Outcome<Login>> withPassword(Joiner joiner) {
    return joiner.looks() == 0
        ? Outcomes.refused(Refusals.personExists())
        : accounts
            .findByEmail(joiner.login().email())
            .chain(
                found -> found.map(account -> use(account, joiner)).orElseGet(() -> make(joiner)));
  }

  /** An account, unless somebody has made one in the meantime. */
  private Uni<Outcome<Login>> make(Joiner joiner) {
    return accounts
        .create(joiner.login())
        .chain(outcome -> Outcomes.chain(outcome, made -> madeOrLookAgain(made, joiner)));
  }

  private Uni<Outcome<Login>> madeOrLookAgain(Optional<UUID> made, Joiner joiner) {
    return made.map(id -> Outcomes.done(new Login(id, true)))
        .orElseGet(() -> withPassword(joiner.again()));
  }

  private Uni<Outcome<Login>> use(Account account, Joiner joiner) {
    return use(account)
        .chain(
            use ->
                whileOpen(joiner)
                    .chain(open -> Outcomes.chain(open, still -> use(use, account, joiner))));
  }

  /**
   * Whether the attempt is open still. Asked after each look at the account, since a later attempt
   * begins only when this one is closed: an account that is a later one's already is found so by an
   * attempt that finds itself closed here, and one that becomes a later one's after the look is
   * refused by Keycloak's extension.
   */
  private Uni<Outcome<Joining.Open>> whileOpen(Joiner joiner) {
    Offer offer = joiner.offer();
    return tx.within(
        offer.companyId(),
        () ->
            joinings
                .lock(joiner.attempt(), offer.companyId(), offer.invitationId())
                .map(
                    joining ->
                        joining instanceof Joining.Open open
                            ? Outcome.done(open)
                            : Outcome.refused(Refusals.joinClosed())));
  }

  private Uni<Outcome<Login>> use(Use use, Account account, Joiner joiner) {
    return switch (use) {
      case IN_USE -> Outcomes.refused(Refusals.personExists());
      case LEFT_OVER -> takeOver(account, joiner);
      case FORGOTTEN, UNPROVED -> accounts.delete(account.personId()).chain(() -> make(joiner));
    };
  }

  /** A parallel call of the same attempt may have made it or taken it over before. */
  private Uni<Outcome<Login>> takeOver(Account account, Joiner joiner) {
    return account.attempt().equals(Optional.of(joiner.login().attempt().toString()))
        ? Outcomes.done(new Login(account.personId(), true))
        : accounts
            .takeOver(account, joiner.login())
            .chain(
                outcome ->
                    Outcomes.chain(outcome, taken -> takenOrLookAgain(taken, account, joiner)));
  }

  private Uni<Outcome<Login>> takenOrLookAgain(TakenOver taken, Account account, Joiner joiner) {
    return switch (taken) {
      case DONE -> Outcomes.done(new Login(account.personId(), true));
      case STALE -> withPassword(joiner.again());
    };
  }

  /** What becomes of an account that is there when somebody joins with a new password. */
  private enum Use {
    /** Somebody signs in with it. */
    IN_USE,
    /** It is closed, or an invitation made it, and no company holds it: it is taken over. */
    LEFT_OVER,
    /**
     * An invitation made it, a while ago, and nobody ever became a member with it: it is made anew,
     * because only a young account is signed in without its password (INV-16).
     */
    FORGOTTEN,
    /** Somebody registered it and never proved the mailbox, which the mailed link does now. */
    UNPROVED
  }

  private Uni<Use> use(Account account) {
    return memberships.everOf(account.personId()).chain(ever -> use(account, ever));
  }

  private Uni<Use> use(Account account, List<Membership> ever) {
    Use use = useNow(account, ever.stream().anyMatch(Membership::active));
    return use == Use.LEFT_OVER && ever.isEmpty() && account.invitationId().isPresent()
        ? leftOverOrForgotten(account)
        : Uni.createFrom().item(use);
  }

  private static Use useNow(Account account, boolean member) {
    if (member) {
      return Use.IN_USE;
    }
    if (!account.enabled() || account.invitationId().isPresent()) {
      return Use.LEFT_OVER;
    }
    return account.emailVerified() ? Use.IN_USE : Use.UNPROVED;
  }

  /** Never forgotten while a joining that has just set its password may still be under way. */
  private Uni<Use> leftOverOrForgotten(Account account) {
    Instant young = realClock.instant().minus(YOUNG);
    return account.createdAt().isBefore(young)
        ? accounts
            .passwordSetAt(account.personId())
            .map(setAt -> setAt.isBefore(young) ? Use.FORGOTTEN : Use.LEFT_OVER)
        : Uni.createFrom().item(Use.LEFT_OVER);
  }
}
