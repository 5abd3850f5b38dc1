package dev.rollcall.invitation.listing;

import dev.rollcall.invitation.storage.Invitations;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.storage.CompanyTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives the invitations of an older version of the service the words that they are searched by, a
 * bounded number in each transaction. Migrations plan it.
 *
 * <p>A job's subject is which look it is of, and the id after which it continues.
 */
@ApplicationScoped
class FindableInvitations implements JobHandler {

  static final String KIND = "invitation.words";

  private static final int BATCH = 200;

  private final CompanyTransaction tx;
  private final Invitations invitations;
  private final Jobs jobs;

  FindableInvitations(CompanyTransaction tx, Invitations invitations, Jobs jobs) {
    this.tx = tx;
    this.invitations = invitations;
    this.jobs = jobs;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Else they would never be found. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Uni<Void> run(Job job) {
    String[] subject = job.subject().split("/");
    return tx.within(
        job.companyId(),
        () ->
            invitations
                .giveWords(job.companyId(), UUID.fromString(subject[1]), BATCH)
                .chain(last -> plan(job.companyId(), subject[0], last)));
  }

  private Uni<Void> plan(UUID company, String look, Optional<UUID> last) {
    return last.map(id -> jobs.plan(next(company, look + "/" + id)))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static JobRequest next(UUID company, String subject) {
    return new JobRequest(KIND, company, subject, Instant.now(), JobRequest.Timeline.REAL);
  }
}
