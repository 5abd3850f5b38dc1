package dev.rollcall.identity.drift;

import dev.rollcall.identity.Company;
import dev.rollcall.identity.DriftFinding;
import dev.rollcall.identity.User;
import dev.rollcall.identity.events.IdentityEvents;
import dev.rollcall.identity.keycloak.ReconcileAccount;
import dev.rollcall.identity.storage.Companies;
import dev.rollcall.identity.storage.Users;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.messaging.Outbox;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Has the owner of a finding told again: its current state under a new version, never an old one
 * (EVENTS.md). Each answers false where there is no such owner.
 */
@ApplicationScoped
class ResyncOwner {

  private static final int NOT_FOUND = 404;

  private final Companies companies;
  private final Users users;
  private final Outbox outbox;
  private final Jobs jobs;
  private final InvitationApi invitation;
  private final NumberingApi numbering;
  private final ProductClock clock;

  ResyncOwner(
      Companies companies,
      Users users,
      Outbox outbox,
      Jobs jobs,
      @RestClient InvitationApi invitation,
      @RestClient NumberingApi numbering,
      ProductClock clock) {
    this.companies = companies;
    this.users = users;
    this.outbox = outbox;
    this.jobs = jobs;
    this.invitation = invitation;
    this.numbering = numbering;
    this.clock = clock;
  }

  /** Outside any transaction: invitation-service has one of its own. */
  Uni<Boolean> invitation(UUID company, DriftFinding finding) {
    return invitation
        .resync(company, finding.owner())
        .replaceWith(true)
        .onFailure(ResyncOwner::isUnknown)
        .recoverWithItem(false);
  }

  /** Outside any transaction: numbering has one of its own. */
  Uni<Boolean> purchase(UUID company, DriftFinding finding) {
    return numbering
        .resync(company, finding.owner())
        .replaceWith(true)
        .onFailure(ResyncOwner::isUnknown)
        .recoverWithItem(false);
  }

  /** Inside a company transaction, under the company's lock like every change of a user. */
  Uni<Boolean> user(UUID company, DriftFinding finding) {
    return companies
        .lock(company)
        .chain(
            locked ->
                locked.isEmpty()
                    ? Uni.createFrom().item(false)
                    : user(locked.get(), finding.owner()));
  }

  private Uni<Boolean> user(Company company, UUID userId) {
    return users.find(company.id(), userId).chain(found -> tell(company, found));
  }

  private Uni<Boolean> tell(Company company, Optional<User> found) {
    return found
        .map(user -> user.touched(clock.instant()))
        .map(user -> tell(company, user).replaceWith(true))
        .orElseGet(() -> Uni.createFrom().item(false));
  }

  private Uni<Void> tell(Company company, User user) {
    return users
        .store(user, company.edition())
        .chain(() -> outbox.append(IdentityEvents.userResynced(user, company.edition())));
  }

  /** Inside a company transaction; the finding's subject is the person. */
  Uni<Boolean> account(UUID company, DriftFinding finding) {
    return jobs.plan(JobRequest.now(ReconcileAccount.KIND, company, finding.subject()))
        .replaceWith(true);
  }

  private static boolean isUnknown(Throwable failure) {
    return failure instanceof WebApplicationException answer
        && answer.getResponse().getStatus() == NOT_FOUND;
  }
}
