package dev.rollcall.invitation.expiring;

import dev.rollcall.invitation.Invitation;
import dev.rollcall.invitation.InvitationRules;
import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.events.Transitions.Happened;
import dev.rollcall.invitation.linking.MailedLinks;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.LockedInvitations;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.Jobs;
import dev.rollcall.platform.time.ProductClock;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Ends links whose time is up, so that the seat is free again without anybody using the link
 * (INV-8). Use decides by itself; this only makes the end known.
 */
@ApplicationScoped
public class ExpireInvitation implements JobHandler {

  private final LockedInvitations locked;
  private final Jobs jobs;
  private final Transitions transitions;
  private final MailedLinks links;
  private final ProductClock clock;

  ExpireInvitation(
      LockedInvitations locked,
      Jobs jobs,
      Transitions transitions,
      MailedLinks links,
      ProductClock clock) {
    this.locked = locked;
    this.jobs = jobs;
    this.transitions = transitions;
    this.links = links;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return MailedLinks.EXPIRY_JOB;
  }

  /** Until it is done: the seat is waiting to be free again. */
  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Uni<Void> run(Job job) {
    return locked.within(
        job.companyId(),
        UUID.fromString(job.subject()),
        row -> jobs.end(job).chain(() -> ifDue(row)));
  }

  private Uni<Void> ifDue(Optional<InvitationRow> row) {
    return row.isPresent() ? ifDue(row.get()) : Uni.createFrom().voidItem();
  }

  /** Expires the locked row if its time is up, inside the running transaction. */
  public Uni<Void> ifDue(InvitationRow row) {
    Optional<Invitation.Expired> end = InvitationRules.expire(row.invitation(), clock.instant());
    return end.isPresent() ? expire(row, end.get()) : Uni.createFrom().voidItem();
  }

  private Uni<Void> expire(InvitationRow row, Invitation.Expired end) {
    return transitions.publish(row, end, Happened.EXPIRED).chain(links::end);
  }
}
