package dev.rollcall.identity.companies;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.Edition;
import dev.rollcall.identity.Office;
import dev.rollcall.identity.User;
import dev.rollcall.identity.events.IdentityEvents;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Offices;
import dev.rollcall.identity.storage.Users;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
  private final Users users;
  private final Outbox outbox;
  private final ProductClock clock;

  AdoptEdition(
      Companies companies, Offices offices, Users users, Outbox outbox, ProductClock clock) {
    this.companies = companies;
    this.offices = offices;
    this.users = users;
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
                    .map(known -> change(known.in(edition, clock.instant())))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> change(Company company) {
    return companies
        .store(company)
        .chain(() -> offices.all(company.id()))
        .chain(all -> tell(company, all))
        .chain(() -> users.dependingOnEdition(company.id()))
        .chain(affected -> tellAgain(company, affected));
  }

  private Uni<Void> tell(Company company, List<Office> all) {
    return outbox.append(IdentityEvents.companyUpdated(company, all));
  }

  private Uni<Void> tellAgain(Company company, List<User> affected) {
    return Multi.createFrom()
        .iterable(affected)
        .onItem()
        .transformToUniAndConcatenate(user -> tellAgain(company, user.touched(clock.instant())))
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Void> tellAgain(Company company, User user) {
    return users
        .store(user, company.edition())
        .chain(() -> outbox.append(IdentityEvents.userUpdated(user, company.edition())));
  }
}
