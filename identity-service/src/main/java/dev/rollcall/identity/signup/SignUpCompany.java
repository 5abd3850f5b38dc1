package dev.rollcall.identity.signup;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.CompanyRules;
import dev.rollcall.identity.CompanyRules.Founder;
import dev.rollcall.identity.CompanyRules.NewIds;
import dev.rollcall.identity.CompanyRules.SignUp;
import dev.rollcall.identity.CompanyRules.SignedUp;
import dev.rollcall.identity.Permission;
import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.events.IdentityEvents;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Memberships;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.identity.storage.Users;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Membership;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** CO-1: a signed-in person makes a company and becomes its first company admin. */
@ApplicationScoped
public class SignUpCompany {

  /**
   * The company that a sign-up made, now or before.
   *
   * @param withBillingEmail whether the caller may see where its bills go
   */
  public record Made(UUID company, boolean replayed, boolean withBillingEmail) {}

  private static final String BILLING_EMAIL = Permission.COMPANY_BILLING_EMAIL.wireName();

  private final CompanyTransaction tx;
  private final Idempotency idempotency;
  private final Companies companies;
  private final Offices offices;
  private final Users users;
  private final Memberships memberships;
  private final Outbox outbox;
  private final SignUpLimit limit;
  private final Ids ids;
  private final ProductClock clock;
  private final IdentityConfig config;

  SignUpCompany(
      CompanyTransaction tx,
      Idempotency idempotency,
      Companies companies,
      Offices offices,
      Users users,
      Memberships memberships,
      Outbox outbox,
      SignUpLimit limit,
      Ids ids,
      ProductClock clock,
      IdentityConfig config) {
    this.tx = tx;
    this.idempotency = idempotency;
    this.companies = companies;
    this.offices = offices;
    this.users = users;
    this.memberships = memberships;
    this.outbox = outbox;
    this.limit = limit;
    this.ids = ids;
    this.clock = clock;
    this.config = config;
  }

  /**
   * The new company, or that of the earlier request with the same key; 404 for who is no longer a
   * member of it (CO-4).
   */
  public Uni<Outcome<Made>> signUp(SignUp wish, Founder founder, @Nullable RequestKey key) {
    var newIds = new NewIds(ids.next(), ids.next(), ids.next());
    Outcome<SignedUp> decision =
        CompanyRules.signUp(
            wish, founder, newIds, config.invitationLinkLifetime(), clock.instant());
    return tx.within(newIds.company(), () -> idempotency.once(key, () -> store(decision)))
        .chain(outcome -> Outcomes.chain(outcome, created -> made(created, founder.personId())));
  }

  private Uni<Outcome<Made>> made(Created created, UUID personId) {
    return created.replayed()
        ? memberships.find(personId, created.id()).map(found -> madeBefore(created, found))
        : Uni.createFrom().item(Outcome.done(new Made(created.id(), false, true)));
  }

  /** A replay shows the company as it is now, and so only to whom it shows now. */
  private static Outcome<Made> madeBefore(Created created, Optional<Membership> found) {
    return found
        .filter(Membership::active)
        .map(member -> member.grants().containsKey(BILLING_EMAIL))
        .map(withBillingEmail -> Outcome.done(new Made(created.id(), true, withBillingEmail)))
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }

  private Uni<Outcome<UUID>> store(Outcome<SignedUp> decision) {
    return Outcomes.chain(decision, this::storeWithinLimit);
  }

  /** The count is the last step: until the transaction's end the person's others wait for it. */
  private Uni<Outcome<UUID>> storeWithinLimit(SignedUp signedUp) {
    return store(signedUp).chain(id -> limit.spend(signedUp.founder().personId(), id));
  }

  private Uni<UUID> store(SignedUp signedUp) {
    Company company = signedUp.company();
    return companies
        .add(company)
        .chain(() -> offices.add(signedUp.headOffice()))
        .chain(() -> users.add(signedUp.founder(), company.edition()))
        .chain(() -> publish(signedUp))
        .replaceWith(company.id());
  }

  private Uni<Void> publish(SignedUp signedUp) {
    Company company = signedUp.company();
    return outbox.appendAll(
        List.of(
            IdentityEvents.companyCreated(company, List.of(signedUp.headOffice())),
            IdentityEvents.userJoined(signedUp.founder(), company.edition())));
  }
}
