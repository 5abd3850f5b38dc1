package dev.rollcall.invitation.issuing;

import dev.rollcall.invitation.Status;
import dev.rollcall.invitation.configuration.InvitationConfig;
import dev.rollcall.invitation.events.Transitions;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.invitation.storage.LockedInvitations;
import dev.rollcall.platform.messaging.Job;
import dev.rollcall.platform.messaging.JobHandler;
import dev.rollcall.platform.messaging.JobRequest;
import dev.rollcall.platform.messaging.JobRequest.Timeline;
import dev.rollcall.platform.messaging.Jobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Raises the alarm for an invitation that waits for its seat past the deadline (EVENTS.md,
 * Processes), and again every hour until it is settled. Each time it asks again in the same
 * attempt, by the invitation's current state under a new version: question or answer may be lost
 * for good, and billing repeats the answer that it has recorded.
 */
@ApplicationScoped
public class SeatDeadline implements JobHandler {

  /** The job's kind; its subject is the invitation's id. */
  public static final String KIND = "invitation.seat-deadline";

  private static final Logger LOG = Logger.getLogger(SeatDeadline.class);
  private static final Duration UNTIL_NEXT_LOOK = Duration.ofHours(1);

  private final LockedInvitations locked;
  private final Transitions transitions;
  private final Jobs jobs;
  private final Counter overdue;
  private final Duration deadline;
  private final Clock realClock = Clock.systemUTC();

  SeatDeadline(
      LockedInvitations locked,
      Transitions transitions,
      Jobs jobs,
      MeterRegistry metrics,
      InvitationConfig config) {
    this.locked = locked;
    this.transitions = transitions;
    this.jobs = jobs;
    this.deadline = config.seatDeadline();
    this.overdue =
        Counter.builder("rollcall.process.overdue")
            .description("Looks at a process that found it waiting past its deadline")
            .tag("process", "invite")
            .register(metrics);
  }

  /**
   * Begins the wait, with the transaction that asks for the seat; a new attempt, a new deadline.
   */
  public Uni<Void> begin(InvitationRow row) {
    return lookIn(deadline, row);
  }

  /** Ends the wait, with the transaction that takes the answer. */
  Uni<Void> met(InvitationRow row) {
    return jobs.cancel(KIND, row.companyId(), row.id().toString());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int maxAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Uni<Void> run(Job job) {
    return locked.within(
        job.companyId(),
        UUID.fromString(job.subject()),
        row -> jobs.end(job).chain(() -> look(row)));
  }

  private Uni<Void> look(Optional<InvitationRow> found) {
    return found
        .filter(row -> row.status() == Status.REQUESTED)
        .map(this::overdue)
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> overdue(InvitationRow row) {
    return transitions
        .resync(row)
        .chain(told -> lookIn(UNTIL_NEXT_LOOK, told))
        .invoke(() -> alarm(row));
  }

  private void alarm(InvitationRow row) {
    overdue.increment();
    LOG.warnf(
        "Invitation %s has waited for its seat longer than %s (attempt %d)",
        row.id(), deadline, row.attempt());
  }

  private Uni<Void> lookIn(Duration time, InvitationRow row) {
    return jobs.plan(
        new JobRequest(
            KIND,
            row.companyId(),
            row.id().toString(),
            realClock.instant().plus(time),
            Timeline.REAL));
  }
}
