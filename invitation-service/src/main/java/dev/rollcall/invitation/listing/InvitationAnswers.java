package dev.rollcall.invitation.listing;

import dev.rollcall.invitation.Refusals;
import dev.rollcall.invitation.Status;
import dev.rollcall.invitation.storage.InvitationReads;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.etag.Versions;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Replays;
import dev.rollcall.platform.web.problem.Answers;
import dev.rollcall.platform.web.waiting.Waiting;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Answers with an invitation, at once or when its seat is settled (API.md, Prefer: wait). */
@ApplicationScoped
public class InvitationAnswers {

  private final InvitationReads reads;
  private final Waiting waiting;
  private final ProductClock clock;

  InvitationAnswers(InvitationReads reads, Waiting waiting, ProductClock clock) {
    this.reads = reads;
    this.waiting = waiting;
    this.clock = clock;
  }

  /** The invitation with its ETag. */
  public RestResponse<InvitationView> found(InvitationRow row) {
    return answer(200, row).build();
  }

  /**
   * Waits until billing has answered: 201, 409 with billing's code, or 202 when the time is up. A
   * repetition that comes after a resend which was refused says nothing of that: inviting went
   * well.
   */
  public Uni<RestResponse<InvitationView>> invited(
      UUID company, Created created, @Nullable String prefer) {
    return settled(company, created, prefer, 201, Set.of(Status.REFUSED));
  }

  /** The same after a resend, with 200. */
  public Uni<RestResponse<InvitationView>> resent(
      UUID company, Created created, @Nullable String prefer) {
    return settled(company, created, prefer, 200, Set.of(Status.EXPIRED, Status.BOUNCED));
  }

  private Uni<RestResponse<InvitationView>> settled(
      UUID company,
      Created created,
      @Nullable String prefer,
      int settled,
      Set<Status> afterRefusal) {
    return waiting
        .until(
            created.id(),
            waiting.preferred(prefer),
            () -> reads.find(company, created.id()),
            InvitationAnswers::isSettled)
        .map(row -> Answers.orProblem(seat(row, afterRefusal)))
        .map(row -> settled(row, created, settled));
  }

  private RestResponse<InvitationView> settled(InvitationRow row, Created created, int settled) {
    var answer = answer(row.status() == Status.REQUESTED ? 202 : settled, row);
    answer.header(HttpHeaders.LOCATION, location(row));
    return Replays.mark(answer, created.replayed()).build();
  }

  /** A path through the gateway. */
  private static String location(InvitationRow row) {
    return "/invitation/v1/companies/" + row.companyId() + "/invitations/" + row.id();
  }

  private ResponseBuilder<InvitationView> answer(int status, InvitationRow row) {
    return ResponseBuilder.<InvitationView>create(status)
        .entity(InvitationView.of(row, clock.instant()))
        .header(HttpHeaders.ETAG, Versions.etag(row.revision()));
  }

  private static boolean isSettled(Optional<InvitationRow> row) {
    return row.filter(found -> found.status() == Status.REQUESTED).isEmpty();
  }

  private static Outcome<InvitationRow> seat(
      Optional<InvitationRow> found, Set<Status> afterRefusal) {
    if (found.isEmpty()) {
      return Outcome.refused(Refusal.notFound());
    }
    String refusal = found.get().refusal();
    return refusal == null || !afterRefusal.contains(found.get().status())
        ? Outcome.done(found.get())
        : Outcome.refused(Refusals.seatRefused(refusal));
  }
}
