package dev.rollcall.identity.companies;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.User;
import dev.rollcall.identity.events.IdentityEvents;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Users;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.storage.CompanyTransaction;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells anew what users may do whose grants the company's edition changes (USR-1). Goes by user id,
 * a bounded number in each transaction, so that a large company is never locked for long; each
 * batch plans the next and uses the edition of its own time, so a change meanwhile does no harm.
 */
@ApplicationScoped
public class TellGrants implements JobHandler {

  public static final String KIND = "company.tell-grants";

  private static final int BATCH = 100;
  private static final UUID START = new UUID(0, 0);

  private final CompanyTransaction tx;
  private final Companies companies;
  private final Users users;
  private final Outbox outbox;
  private final Jobs jobs;
  private final ProductClock clock;

  TellGrants(
      CompanyTransaction tx,
      Companies companies,
      Users users,
      Outbox outbox,
      Jobs jobs,
      ProductClock clock) {
    this.tx = tx;
    this.companies = companies;
    this.users = users;
    this.outbox = outbox;
    this.jobs = jobs;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** What somebody may do must be told in the end. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  /** Tells the first of them with the running transaction, which holds the company's lock. */
  Uni<Void> begin(Company company) {
    return tell(company, START);
  }

  /**
   * @param job its subject is the id of the last user that was told
   */
  @Override
  public Uni<Void> run(Job job) {
    UUID after = UUID.fromString(job.subject());
    return tx.within(
        job.companyId(),
        () -> companies.lock(job.companyId()).chain(company -> tell(company, after)));
  }

  private Uni<Void> tell(Optional<Company> company, UUID after) {
    return company.map(found -> tell(found, after)).orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> tell(Company company, UUID after) {
    return users
        .dependingOnEdition(company.id(), after, BATCH)
        .call(found -> tell(company, found.users()))
        .chain(found -> goOn(company, found.next()));
  }

  private Uni<Void> tell(Company company, List<User> found) {
    return Multi.createFrom()
        .iterable(found)
        .filter(User::dependsOnEdition)
        .onItem()
        .transformToUniAndConcatenate(user -> tell(company, user.touched(clock.instant())))
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Void> tell(Company company, User user) {
    return users
        .store(user, company.edition())
        .chain(() -> outbox.append(IdentityEvents.userUpdated(user, company.edition())));
  }

  private Uni<Void> goOn(Company company, Optional<UUID> next) {
    return next.map(last -> jobs.plan(JobRequest.now(KIND, company.id(), last.toString())))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }
}
