package dev.rollcall.identity.companies;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.CompanyRules;
import dev.rollcall.identity.CompanyRules.SettingsChange;
import dev.rollcall.identity.MailDomains;
import dev.rollcall.identity.Product;
import dev.rollcall.identity.events.IdentityEvents;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.etag.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CO-2: company admins edit the settings. */
@ApplicationScoped
public class ChangeCompany {

  private final CompanyTransaction tx;
  private final Companies companies;
  private final Offices offices;
  private final Outbox outbox;
  private final MailDomains mailDomains;
  private final ProductClock clock;

  ChangeCompany(
      CompanyTransaction tx,
      Companies companies,
      Offices offices,
      Outbox outbox,
      MailDomains mailDomains,
      ProductClock clock) {
    this.tx = tx;
    this.companies = companies;
    this.offices = offices;
    this.outbox = outbox;
    this.mailDomains = mailDomains;
    this.clock = clock;
  }

  /**
   * The company after the change.
   *
   * @param ifMatch the version that the caller has seen, as an entity tag; null for any
   */
  public Uni<Outcome<Company>> change(
      Caller caller, SettingsChange change, @Nullable String ifMatch) {
    return tx.within(
        caller.company(),
        () -> companies.lock(caller.company()).chain(found -> decide(found, change, ifMatch)));
  }

  private Uni<Outcome<Company>> decide(
      Optional<Company> found, SettingsChange change, @Nullable String ifMatch) {
    if (found.isEmpty()) {
      return Uni.createFrom().item(Outcome.refused(Refusal.notFound()));
    }
    Company company = found.get();
    return companies
        .usersOf(company.id(), CompanyRules.disabled(company, change))
        .map(users -> decided(company, change, users, ifMatch))
        .call(outcome -> storeIfChanged(company, outcome));
  }

  private Outcome<Company> decided(
      Company company, SettingsChange change, Map<Product, Long> users, @Nullable String ifMatch) {
    return Versions.check(ifMatch, company.version())
        .then(version -> CompanyRules.change(company, change, users, mailDomains, clock.instant()));
  }

  private Uni<Void> storeIfChanged(Company before, Outcome<Company> outcome) {
    return outcome instanceof Outcome.Done<Company>(Company after)
            && after.version() != before.version()
        ? companies.store(after).chain(() -> publish(after))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> publish(Company company) {
    return offices
        .all(company.id())
        .map(all -> IdentityEvents.companyUpdated(company, all))
        .chain(outbox::append);
  }
}
