package dev.rollcall.invitation.timeline;

import dev.rollcall.invitation.listing.ListInvitations;
import dev.rollcall.invitation.storage.InvitationReads;
import dev.rollcall.invitation.storage.InvitationReads.Step;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The timeline of an invitation over HTTP; who may read the one may read the other. */
@Path("/invitation/v1/companies/{companyId}/invitations/{invitationId}/timeline")
@Tag(name = "Invitations")
public class TimelineResource {

  private final ListInvitations invitations;
  private final InvitationReads reads;
  private final CurrentCaller currentCaller;

  TimelineResource(
      ListInvitations invitations, InvitationReads reads, CurrentCaller currentCaller) {
    this.invitations = invitations;
    this.reads = reads;
    this.currentCaller = currentCaller;
  }

  /** A timeline as it is answered (INV-21). */
  @Schema(description = "What happened to an invitation, oldest first")
  public record TimelineView(List<StepView> items) {}

  /** One step of a timeline. */
  @Schema(description = "One step, by the service that did it")
  public record StepView(
      Instant at,
      @Schema(examples = {"invitation", "billing", "identity"}) String service,
      @Schema(
              description =
                  "requested, seat-granted, seat-refused, opened, refused, mail, mail-returned,"
                      + " link-copied, code-requested, code-mail, resent, accepting, join-refused,"
                      + " join-closed, user-joined, accepted, license-assigned, joined, expired,"
                      + " revoked, declined, bounced, seat-released, resynced, anonymised",
              examples = "seat-granted")
          String step,
      @Schema(
              description =
                  "for mail and code-mail: how often the mail server was asked; else which attempt"
                      + " at a seat the step belongs to",
              examples = "1")
          int attempts,
      @Schema(
              description = "done, the code of a refusal, or how far the mail got",
              examples = {"done", "NO_FREE_LICENSE", "SENT", "RETRYING"})
          String outcome) {

    static StepView of(Step step) {
      return new StepView(step.at(), step.service(), step.step(), step.attempt(), step.outcome());
    }
  }

  @GET
  @RequiresPermission("invitations.read")
  @Operation(summary = "What happened to an invitation across the services, oldest first")
  @APIResponse(responseCode = "200", description = "its steps")
  @APIResponse(responseCode = "401", description = "not signed in")
  @APIResponse(responseCode = "403", description = "without invitations.read")
  @APIResponse(responseCode = "404", description = "no such company or invitation for the caller")
  public Uni<TimelineView> timeline(
      @PathParam("companyId") UUID companyId, @PathParam("invitationId") UUID invitationId) {
    return invitations
        .find(currentCaller.get(), invitationId)
        .map(Answers::orProblem)
        .chain(row -> reads.timeline(row.companyId(), row.id()))
        .map(steps -> new TimelineView(steps.stream().map(StepView::of).toList()));
  }
}
