package dev.rollcall.identity.signup;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.CompanyRules;
import dev.rollcall.identity.CompanyRules.Founder;
import dev.rollcall.identity.CompanyRules.NewIds;
import dev.rollcall.identity.CompanyRules.SignUp;
import dev.rollcall.identity.CompanyRules.SignedUp;
import dev.rollcall.identity.config.IdentityConfig;
import dev.rollcall.identity.events.IdentityEvents;
import dev.rollcall.identity.outcome.Outcomes;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.identity.storage.Users;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** CO-1: a signed-in person makes a company and becomes its first company admin. */
@ApplicationScoped
public class SignUpCompany {

  private final CompanyTransaction tx;
  private final Idempotency idempotency;
  private final Companies companies;
  private final Offices offices;
  private final Users users;
  private final Outbox outbox;
  private final Ids ids;
  private final ProductClock clock;
  private final IdentityConfig config;

  SignUpCompany(
      CompanyTransaction tx,
      Idempotency idempotency,
      Companies companies,
      Offices offices,
      Users users,
      Outbox outbox,
      Ids ids,
      ProductClock clock,
      IdentityConfig config) {
    this.tx = tx;
    this.idempotency = idempotency;
    this.companies = companies;
    this.offices = offices;
    this.users = users;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
    this.config = config;
  }

  /** The new company's id, or that of the earlier request with the same key. */
  public Uni<Outcome<Created>> signUp(SignUp wish, Founder founder, @Nullable RequestKey key) {
    var newIds = new NewIds(ids.next(), ids.next(), ids.next());
    Outcome<SignedUp> decision =
        CompanyRules.signUp(
            wish, founder, newIds, config.invitationLinkLifetime(), clock.instant());
    return tx.within(newIds.company(), () -> idempotency.once(key, () -> store(decision)));
  }

  private Uni<Outcome<UUID>> store(Outcome<SignedUp> decision) {
    return Outcomes.chain(decision, signedUp -> store(signedUp).map(Outcome::done));
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
