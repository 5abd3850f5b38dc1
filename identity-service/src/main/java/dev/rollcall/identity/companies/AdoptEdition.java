package dev.rollcall.identity.companies;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.Edition;
import dev.rollcall.identity.Permission;
import dev.rollcall.identity.events.IdentityEvents;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Takes over the edition that billing says a company has. Some permissions exist in the larger
 * editions only (USR-1), so those whose grants change with it are told anew. Inside a company
 * transaction.
 */
@ApplicationScoped
public class AdoptEdition {

  private final Companies companies;
  private final Offices offices;
  private final TellGrants tellGrants;
  private final Outbox outbox;
  private final ProductClock clock;

  AdoptEdition(
      Companies companies,
      Offices offices,
      TellGrants tellGrants,
      Outbox outbox,
      ProductClock clock) {
    this.companies = companies;
    this.offices = offices;
    this.tellGrants = tellGrants;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Does nothing where the company has that edition already, or isn't there. */
  public Uni<Void> adopt(UUID company, Edition edition) {
    return companies
        .lock(company)
        .chain(
            found ->
                found
                    .filter(known -> known.edition() != edition)
                    .map(known -> change(known, known.in(edition, clock.instant())))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> change(Company before, Company after) {
    return companies
        .store(after)
        .chain(() -> offices.all(after.id()))
        .chain(all -> outbox.append(IdentityEvents.companyUpdated(after, all)))
        .chain(() -> tellUsers(before, after));
  }

  private Uni<Void> tellUsers(Company before, Company after) {
    return Permission.anyDiffers(before.edition(), after.edition())
        ? tellGrants.begin(after)
        : Uni.createFrom().voidItem();
  }
}
