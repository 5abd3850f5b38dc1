package dev.rollcall.identity.offices;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.Office;
import dev.rollcall.identity.OfficeRules;
import dev.rollcall.identity.OfficeRules.OfficeWish;
import dev.rollcall.identity.events.IdentityEvents;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.etag.Versions;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens, changes and deletes offices (CO-3). An office belongs to its company's aggregate, so each
 * change is made under the company's lock and told as the company's new state.
 */
@ApplicationScoped
public class ChangeOffices {

  private final CompanyTransaction tx;
  private final Idempotency idempotency;
  private final Companies companies;
  private final Offices offices;
  private final Outbox outbox;
  private final Ids ids;
  private final ProductClock clock;

  ChangeOffices(
      CompanyTransaction tx,
      Idempotency idempotency,
      Companies companies,
      Offices offices,
      Outbox outbox,
      Ids ids,
      ProductClock clock) {
    this.tx = tx;
    this.idempotency = idempotency;
    this.companies = companies;
    this.offices = offices;
    this.outbox = outbox;
    this.ids = ids;
    this.clock = clock;
  }

  /** The new office's id, or that of the earlier request with the same key. */
  public Uni<Outcome<Created>> open(Caller caller, OfficeWish wish, @Nullable RequestKey key) {
    return tx.within(
        caller.company(), () -> idempotency.once(key, () -> openIn(caller.company(), wish)));
  }

  private Uni<Outcome<UUID>> openIn(UUID company, OfficeWish wish) {
    return companies
        .lock(company)
        .chain(locked -> offices.headOffice(company))
        .map(headOffice -> OfficeRules.open(ids.next(), headOffice, wish, clock.instant()))
        .call(
            outcome ->
                Outcomes.whenDone(
                    outcome, office -> offices.add(office).chain(() -> tell(company))))
        .map(outcome -> outcome.map(Office::id));
  }

  /** The office after the change. */
  public Uni<Outcome<Office>> change(
      Caller caller, UUID officeId, OfficeWish wish, @Nullable String ifMatch) {
    return locked(
        caller,
        officeId,
        ifMatch,
        office -> Uni.createFrom().item(OfficeRules.change(office, wish, clock.instant())));
  }

  /** The deleted office. */
  public Uni<Outcome<Office>> delete(Caller caller, UUID officeId, @Nullable String ifMatch) {
    return locked(caller, officeId, ifMatch, this::deleted);
  }

  private Uni<Outcome<Office>> deleted(Office office) {
    return offices
        .use(office.companyId(), office.id(), clock.instant())
        .map(use -> OfficeRules.delete(office, use, clock.instant()));
  }

  private Uni<Outcome<Office>> locked(
      Caller caller,
      UUID officeId,
      @Nullable String ifMatch,
      Function<Office, Uni<Outcome<Office>>> decide) {
    UUID company = caller.company();
    return tx.within(
        company,
        () ->
            companies
                .lock(company)
                .chain(found -> offices.find(company, officeId))
                .chain(office -> decided(office, ifMatch, decide)));
  }

  private Uni<Outcome<Office>> decided(
      Optional<Office> found,
      @Nullable String ifMatch,
      Function<Office, Uni<Outcome<Office>>> decide) {
    if (found.isEmpty() || found.get().status() == Office.Status.DELETED) {
      return Uni.createFrom().item(Outcome.refused(Refusal.notFound()));
    }
    Office office = found.get();
    return Outcomes.chain(
            Versions.check(ifMatch, office.version()), version -> decide.apply(office))
        .call(outcome -> Outcomes.whenDone(outcome, after -> storeIfChanged(office, after)));
  }

  private Uni<Void> storeIfChanged(Office before, Office after) {
    return before.version() == after.version()
        ? Uni.createFrom().voidItem()
        : offices.store(after).chain(() -> tell(after.companyId()));
  }

  private Uni<Void> tell(UUID company) {
    return companies
        .find(company)
        .map(Optional::orElseThrow)
        .map(before -> before.touched(clock.instant()))
        .call(companies::store)
        .chain(this::publish);
  }

  private Uni<Void> publish(Company company) {
    return offices
        .all(company.id())
        .map(all -> IdentityEvents.companyUpdated(company, all))
        .chain(outbox::append);
  }
}
