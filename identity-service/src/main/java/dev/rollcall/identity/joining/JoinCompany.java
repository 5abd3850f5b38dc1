package dev.rollcall.identity.joining;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.JoiningRules;
import dev.rollcall.identity.JoiningRules.Admitted;
import dev.rollcall.identity.JoiningRules.Offer;
import dev.rollcall.identity.JoiningRules.Situation;
import dev.rollcall.identity.Office;
import dev.rollcall.identity.Product;
import dev.rollcall.identity.Refusals;
import dev.rollcall.identity.User;
import dev.rollcall.identity.events.IdentityEvents;
import dev.rollcall.identity.joining.Logins.Login;
import dev.rollcall.identity.keycloak.AbandonedJoin;
import dev.rollcall.identity.keycloak.ReconcileAccount;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Joinings;
import dev.rollcall.identity.storage.Joinings.Attempt;
import dev.rollcall.identity.storage.Joinings.Joining;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.identity.storage.Users;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An invited person becomes a user (EVENTS.md, Join): the rules are looked at, the login is found
 * or made in Keycloak, and then one transaction under the company's lock looks at the rules again
 * and makes the user. That transaction is the pivot; until it, nothing of the invitation is used
 * up. Everything may be repeated: the login is found by its invitation, the user by the join id.
 */
@ApplicationScoped
public class JoinCompany {

  /**
   * Who joined.
   *
   * @param freshLogin whether the login got its password by this joining, so that a sign-in link
   *     may be made for it
   */
  public record Joined(
      UUID userId, UUID personId, Set<Product> droppedProducts, boolean freshLogin) {}

  private final CompanyTransaction tx;
  private final Joinings joinings;
  private final Companies companies;
  private final Offices offices;
  private final Users users;
  private final Logins logins;
  private final Outbox outbox;
  private final Jobs jobs;
  private final Ids ids;
  private final ProductClock clock;

  JoinCompany(
      CompanyTransaction tx,
      Joinings joinings,
      Companies companies,
      Offices offices,
      Users users,
      Logins logins,
      Outbox outbox,
      Jobs jobs,
      Ids ids,
      ProductClock clock) {
    this.tx = tx;
    this.joinings = joinings;
    this.companies = companies;
    this.offices = offices;
    this.users = users;
    this.logins = logins;
    this.outbox = outbox;
    this.jobs = jobs;
    this.ids = ids;
    this.clock = clock;
  }

  /** Joins, or answers who has joined by that id before. */
  public Uni<Outcome<Joined>> join(Attempt attempt, Offer offer, Credentials credentials) {
    return begin(attempt, offer)
        .chain(begun -> Outcomes.chain(begun, joined -> goOn(attempt, offer, credentials, joined)));
  }

  /** Whoever has joined already; else whether the rules let anybody join, before Keycloak works. */
  private Uni<Outcome<Optional<Joined>>> begin(Attempt attempt, Offer offer) {
    return tx.within(
        offer.companyId(),
        () ->
            joinings
                .lock(attempt, offer.companyId(), offer.invitationId())
                .chain(joining -> begin(joining, offer)));
  }

  private Uni<Outcome<Optional<Joined>>> begin(Joining joining, Offer offer) {
    return switch (joining) {
      case Joining.Closed closed -> Outcomes.refused(Refusals.joinClosed());
      case Joining.Joined joined -> Uni.createFrom().item(Outcome.done(Optional.of(again(joined))));
      case Joining.Open open ->
          companies
              .find(offer.companyId())
              .chain(company -> admit(company, offer, Optional.empty()))
              .map(admitted -> admitted.map(ignored -> Optional.empty()));
    };
  }

  private static Joined again(Joining.Joined joined) {
    return new Joined(joined.userId(), joined.personId(), Set.of(), true);
  }

  private Uni<Outcome<Joined>> goOn(
      Attempt attempt, Offer offer, Credentials credentials, Optional<Joined> joined) {
    return joined
        .map(before -> Uni.createFrom().item(Outcome.done(before)))
        .orElseGet(() -> joinWithLogin(attempt, offer, credentials));
  }

  private Uni<Outcome<Joined>> joinWithLogin(
      Attempt attempt, Offer offer, Credentials credentials) {
    return logins
        .login(attempt, offer, credentials)
        .chain(found -> pivotOrLookAgain(attempt, offer, found));
  }

  private Uni<Outcome<Joined>> pivotOrLookAgain(
      Attempt attempt, Offer offer, Outcome<Login> found) {
    return found instanceof Outcome.Done<Login>(Login login)
        ? pivot(attempt, offer, login)
        : begin(attempt, offer).map(begun -> joinedMeanwhile(begun, found));
  }

  /** A parallel call of the same join may have finished and so have put the login to use. */
  private static Outcome<Joined> joinedMeanwhile(
      Outcome<Optional<Joined>> begun, Outcome<Login> refused) {
    return begun
        .fold(joined -> joined, refusal -> Optional.<Joined>empty())
        .map(Outcome::done)
        .orElseGet(() -> refused.then(login -> Outcome.refused(Refusals.personExists())));
  }

  private Uni<Outcome<Joined>> pivot(Attempt attempt, Offer offer, Login login) {
    return tx.within(offer.companyId(), () -> lockedPivot(attempt, offer, login))
        .call(outcome -> tidyUpAfterRefusal(outcome, offer, login));
  }

  private Uni<Outcome<Joined>> lockedPivot(Attempt attempt, Offer offer, Login login) {
    return companies
        .lock(offer.companyId())
        .chain(
            company ->
                joinings
                    .lock(attempt, offer.companyId(), offer.invitationId())
                    .chain(joining -> decide(joining, company, attempt, offer, login)));
  }

  private Uni<Outcome<Joined>> decide(
      Joining joining, Optional<Company> company, Attempt attempt, Offer offer, Login login) {
    return switch (joining) {
      case Joining.Closed closed -> Outcomes.refused(Refusals.joinClosed());
      case Joining.Joined joined -> Uni.createFrom().item(Outcome.done(again(joined)));
      case Joining.Open open ->
          admit(company, offer, Optional.of(login.personId()))
              .chain(admitted -> makeIfAdmitted(admitted, company, attempt, offer, login));
    };
  }

  private Uni<Outcome<Joined>> makeIfAdmitted(
      Outcome<Admitted> outcome,
      Optional<Company> company,
      Attempt attempt,
      Offer offer,
      Login login) {
    return Outcomes.chain(
        outcome, admitted -> make(company, attempt, offer, login, admitted).map(Outcome::done));
  }

  private Uni<Outcome<Admitted>> admit(
      Optional<Company> company, Offer offer, Optional<UUID> personId) {
    return company
        .map(known -> situation(known, offer, personId))
        .map(situation -> situation.map(seen -> JoiningRules.admit(seen, offer)))
        .orElseGet(() -> Outcomes.refused(Refusal.notFound()));
  }

  private Uni<Situation> situation(Company company, Offer offer, Optional<UUID> personId) {
    return users
        .find(company.id(), offer.inviterUserId())
        .chain(inviter -> situation(company, offer, personId, inviter));
  }

  private Uni<Situation> situation(
      Company company, Offer offer, Optional<UUID> personId, Optional<User> inviter) {
    return offices
        .find(company.id(), offer.officeId())
        .chain(office -> situation(company, offer, personId, inviter, office));
  }

  private Uni<Situation> situation(
      Company company,
      Offer offer,
      Optional<UUID> personId,
      Optional<User> inviter,
      Optional<Office> office) {
    UUID person = personId.orElse(CompanyTransaction.NO_COMPANY);
    return users
        .isMember(company.id(), person, offer.profile().email())
        .map(member -> new Situation(company, inviter.orElse(null), office.orElse(null), member));
  }

  private Uni<Joined> make(
      Optional<Company> company, Attempt attempt, Offer offer, Login login, Admitted admitted) {
    var edition = company.orElseThrow().edition();
    User user = JoiningRules.join(ids.next(), login.personId(), offer, admitted, clock.instant());
    return users
        .add(user, edition)
        .chain(() -> joinings.joined(attempt.joinId(), user.id(), user.personId()))
        .chain(() -> outbox.append(IdentityEvents.userJoined(user, edition)))
        .chain(() -> openLogin(user))
        .replaceWith(
            new Joined(user.id(), user.personId(), admitted.droppedProducts(), login.fresh()));
  }

  /**
   * Also for a login that was made just now: what tidies up after an earlier attempt, or after a
   * deletion elsewhere, may have closed it before this transaction made its person a member.
   */
  private Uni<Void> openLogin(User user) {
    return jobs.plan(
        JobRequest.now(ReconcileAccount.KIND, user.companyId(), user.personId().toString()));
  }

  /** A login that was made for nothing is closed again. */
  private Uni<Void> tidyUpAfterRefusal(Outcome<Joined> outcome, Offer offer, Login login) {
    return outcome instanceof Outcome.Done<Joined> || !login.fresh()
        ? Uni.createFrom().voidItem()
        : tx.within(offer.companyId(), () -> jobs.plan(abandoned(offer)));
  }

  private static JobRequest abandoned(Offer offer) {
    return JobRequest.now(AbandonedJoin.KIND, offer.companyId(), offer.invitationId().toString());
  }
}
