package dev.rollcall.identity.users;

import dev.rollcall.identity.BulkAction;
import dev.rollcall.identity.BulkActionRules;
import dev.rollcall.identity.Company;
import dev.rollcall.identity.Permission;
import dev.rollcall.identity.User;
import dev.rollcall.identity.UserRules;
import dev.rollcall.identity.UserRules.Situation;
import dev.rollcall.identity.UserRules.UserChange;
import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.events.IdentityEvents;
import dev.rollcall.identity.keycloak.ReconcileAccount;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.identity.storage.Users;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.etag.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Edits and deletes users. Every path takes the company's lock before it reads anybody, so that two
 * admins who act on each other are decided one after the other (USR-7).
 */
@ApplicationScoped
public class ChangeUsers {

  private final CompanyTransaction tx;
  private final Companies companies;
  private final Offices offices;
  private final Users users;
  private final Outbox outbox;
  private final Jobs jobs;
  private final ProductClock clock;
  private final IdentityConfig config;

  ChangeUsers(
      CompanyTransaction tx,
      Companies companies,
      Offices offices,
      Users users,
      Outbox outbox,
      Jobs jobs,
      ProductClock clock,
      IdentityConfig config) {
    this.tx = tx;
    this.companies = companies;
    this.offices = offices;
    this.users = users;
    this.outbox = outbox;
    this.jobs = jobs;
    this.clock = clock;
    this.config = config;
  }

  /** Names, job title, role, products. */
  public Uni<Outcome<User>> edit(
      Caller caller, UUID userId, UserChange change, @Nullable String ifMatch) {
    return change(
        caller, userId, ifMatch, situation -> UserRules.edit(situation, change, clock.instant()));
  }

  /** USR-4. Deleting a deleted user changes nothing. */
  public Uni<Outcome<User>> delete(Caller caller, UUID userId, @Nullable String ifMatch) {
    return change(
        caller,
        userId,
        ifMatch,
        situation -> UserRules.delete(situation, config.restoreWindow(), clock.instant()));
  }

  /** USR-2, USR-11. */
  public Uni<Outcome<User>> grant(
      Caller caller, UUID userId, Permission permission, @Nullable String ifMatch) {
    return change(
        caller,
        userId,
        ifMatch,
        situation -> UserRules.grant(situation, permission, clock.instant()));
  }

  public Uni<Outcome<User>> revoke(
      Caller caller, UUID userId, Permission permission, @Nullable String ifMatch) {
    return change(
        caller,
        userId,
        ifMatch,
        situation -> UserRules.revoke(situation, permission, clock.instant()));
  }

  private Uni<Outcome<User>> change(
      Caller caller,
      UUID userId,
      @Nullable String ifMatch,
      Function<Situation, Outcome<User>> decide) {
    var deed = new Deed(caller.company(), caller.userId(), userId);
    return tx.within(
        caller.company(),
        () -> situation(deed).chain(found -> decideAndStore(found, ifMatch, decide)));
  }

  /** Who acts on whom. */
  private record Deed(UUID company, UUID actingUser, UUID user) {}

  /**
   * USR-8: one user of a bulk action, in the running transaction of the company. The acting user is
   * looked at as they are now.
   */
  Uni<Outcome<User>> apply(BulkAction action, UUID company, UUID actingUser, UUID userId) {
    return situation(new Deed(company, actingUser, userId))
        .chain(
            found ->
                decideAndStore(
                    found,
                    null,
                    situation ->
                        BulkActionRules.apply(
                            action, situation, config.restoreWindow(), clock.instant())));
  }

  private Uni<Optional<Situation>> situation(Deed deed) {
    return companies.lock(deed.company).chain(company -> people(company, deed));
  }

  private Uni<Optional<Situation>> people(Optional<Company> company, Deed deed) {
    return users
        .find(deed.company, deed.actingUser)
        .chain(acting -> withTarget(company, acting, deed));
  }

  private Uni<Optional<Situation>> withTarget(
      Optional<Company> company, Optional<User> acting, Deed deed) {
    return users
        .find(deed.company, deed.user)
        .chain(
            target ->
                company.isPresent() && acting.isPresent() && target.isPresent()
                    ? facts(company.get(), acting.get(), target.get())
                    : Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Optional<Situation>> facts(Company company, User acting, User target) {
    return users
        .otherActiveAdmins(company.id(), target.id())
        .chain(
            admins ->
                offices
                    .open(company.id())
                    .map(open -> new Situation(company, acting, target, admins, open)))
        .map(Optional::of);
  }

  private Uni<Outcome<User>> decideAndStore(
      Optional<Situation> found,
      @Nullable String ifMatch,
      Function<Situation, Outcome<User>> decide) {
    if (found.isEmpty()) {
      return Uni.createFrom().item(Outcome.refused(Refusal.notFound()));
    }
    Situation situation = found.get();
    Outcome<User> outcome =
        Versions.check(ifMatch, situation.target().version())
            .then(version -> decide.apply(situation));
    return store(situation, outcome).replaceWith(outcome);
  }

  private Uni<Void> store(Situation situation, Outcome<User> outcome) {
    return outcome instanceof Outcome.Done<User>(User after)
            && after.version() != situation.target().version()
        ? users
            .store(after, situation.company().edition())
            .chain(() -> publish(after, situation.company()))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> publish(User user, Company company) {
    if (user.isActive()) {
      return outbox.append(IdentityEvents.userUpdated(user, company.edition()));
    }
    return outbox
        .append(IdentityEvents.userDeleted(user, company.edition()))
        .chain(() -> jobs.plan(reconciling(user)));
  }

  private static JobRequest reconciling(User user) {
    return JobRequest.now(ReconcileAccount.KIND, user.companyId(), user.personId().toString());
  }
}
