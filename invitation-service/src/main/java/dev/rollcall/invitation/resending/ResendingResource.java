package dev.rollcall.invitation.resending;

import dev.rollcall.invitation.listing.InvitationAnswers;
import dev.rollcall.invitation.listing.InvitationView;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Sending an invitation again over HTTP. */
@Path("/invitation/v1/companies/{companyId}/invitations")
@Tag(name = "Invitations")
public class ResendingResource {

  private final ResendInvitation resendInvitation;
  private final InvitationAnswers answers;
  private final CurrentCaller currentCaller;
  private final RequestKeys keys;

  ResendingResource(
      ResendInvitation resendInvitation,
      InvitationAnswers answers,
      CurrentCaller currentCaller,
      RequestKeys keys) {
    this.resendInvitation = resendInvitation;
    this.answers = answers;
    this.currentCaller = currentCaller;
    this.keys = keys;
  }

  @POST
  @Path("/{invitationId}/resend")
  @RequiresPermission(ResendInvitation.PERMISSION)
  @Operation(summary = "Send an invitation again; every earlier link is dead")
  @APIResponse(responseCode = "200", description = "PENDING; the new mail is on its way")
  @APIResponse(responseCode = "202", description = "REQUESTED; the new seat is not settled yet")
  @APIResponse(responseCode = "401", description = "not signed in")
  @APIResponse(responseCode = "403", description = "ROLE_NOT_ALLOWED, FORBIDDEN")
  @APIResponse(responseCode = "404", description = "no such company or invitation for the caller")
  @APIResponse(
      responseCode = "409",
      description =
          "IN_PROGRESS, INVALID_STATE, DOMAIN_BLOCKED, NO_FREE_LICENSE, COMPANY_SUSPENDED,"
              + " ALREADY_INVITED, ALREADY_MEMBER, RESTORABLE")
  @APIResponse(responseCode = "410", description = "INVITATION_ANONYMISED")
  @APIResponse(responseCode = "429", description = "TOO_MANY_MAILS, TOO_MANY_INVITATIONS")
  public Uni<RestResponse<InvitationView>> resend(
      @PathParam("companyId") UUID companyId,
      @PathParam("invitationId") UUID invitationId,
      @HeaderParam("Prefer") @Nullable String prefer) {
    Caller caller = currentCaller.get();
    return resendInvitation
        .resend(caller, invitationId, keys.of(caller, Map.of()))
        .map(Answers::orProblem)
        .chain(created -> answers.resent(caller.company(), created, prefer));
  }
}
