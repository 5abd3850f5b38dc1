package dev.rollcall.identity.offices;

import dev.rollcall.identity.Office;
import dev.rollcall.identity.OfficeRules;
import dev.rollcall.identity.OfficeRules.OfficeWish;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.Ids;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.idempotency.Idempotency;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Idempotency.RequestKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens and changes offices (CO-3); {@link CloseOffice} deletes them. An office belongs to its
 * company's aggregate, so each change is made under the company's lock.
 */
@ApplicationScoped
public class ChangeOffices {

  private final CompanyTransaction tx;
  private final Idempotency idempotency;
  private final Companies companies;
  private final Offices offices;
  private final FoundOffices found;
  private final PublishCompany company;
  private final Ids ids;
  private final ProductClock clock;

  ChangeOffices(
      CompanyTransaction tx,
      Idempotency idempotency,
      Companies companies,
      Offices offices,
      FoundOffices found,
      PublishCompany company,
      Ids ids,
      ProductClock clock) {
    this.tx = tx;
    this.idempotency = idempotency;
    this.companies = companies;
    this.offices = offices;
    this.found = found;
    this.company = company;
    this.ids = ids;
    this.clock = clock;
  }

  /** The new office's id, or that of the earlier request with the same key. */
  public Uni<Outcome<Created>> open(Caller caller, OfficeWish wish, @Nullable RequestKey key) {
    return tx.within(
        caller.company(), () -> idempotency.once(key, () -> openIn(caller.company(), wish)));
  }

  private Uni<Outcome<UUID>> openIn(UUID id, OfficeWish wish) {
    return companies
        .lock(id)
        .chain(locked -> offices.headOffice(id))
        .map(headOffice -> OfficeRules.open(ids.next(), headOffice, wish, clock.instant()))
        .call(
            outcome ->
                Outcomes.whenDone(
                    outcome, office -> offices.add(office).chain(() -> company.publish(id))))
        .map(outcome -> outcome.map(Office::id));
  }

  /** The office after the change. */
  public Uni<Outcome<Office>> change(
      Caller caller, UUID officeId, OfficeWish wish, @Nullable String ifMatch) {
    return tx.within(
        caller.company(),
        () ->
            found
                .lock(caller.company(), officeId, ifMatch)
                .chain(office -> Outcomes.chain(office, before -> changed(before, wish))));
  }

  private Uni<Outcome<Office>> changed(Office before, OfficeWish wish) {
    Outcome<Office> changed = OfficeRules.change(before, wish, clock.instant());
    return Outcomes.whenDone(changed, after -> storeIfChanged(before, after)).replaceWith(changed);
  }

  private Uni<Void> storeIfChanged(Office before, Office after) {
    return before.version() == after.version()
        ? Uni.createFrom().voidItem()
        : offices.store(after).chain(() -> company.publish(after.companyId()));
  }
}
