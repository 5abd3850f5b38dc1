package dev.rollcall.identity.offices;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.events.IdentityEvents;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Publishes a company whose offices have changed: they belong to its aggregate, so each change is
 * its next version. Inside a company transaction, under the company's lock.
 */
@ApplicationScoped
public class PublishCompany {

  private final Companies companies;
  private final Offices offices;
  private final Outbox outbox;
  private final ProductClock clock;

  PublishCompany(Companies companies, Offices offices, Outbox outbox, ProductClock clock) {
    this.companies = companies;
    this.offices = offices;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Its current state under a new version. */
  public Uni<Void> publish(UUID company) {
    return companies
        .find(company)
        .map(Optional::orElseThrow)
        .map(before -> before.touched(clock.instant()))
        .call(companies::store)
        .chain(this::append);
  }

  private Uni<Void> append(Company company) {
    return offices
        .all(company.id())
        .map(all -> IdentityEvents.companyUpdated(company, all))
        .chain(outbox::append);
  }
}
