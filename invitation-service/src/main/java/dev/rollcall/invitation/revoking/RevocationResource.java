package dev.rollcall.invitation.revoking;

import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Taking an invitation back over HTTP. */
@Path("/invitation/v1/companies/{companyId}/invitations")
@Tag(name = "Invitations")
public class RevocationResource {

  private final RevokeInvitation revokeInvitation;
  private final CurrentCaller currentCaller;

  RevocationResource(RevokeInvitation revokeInvitation, CurrentCaller currentCaller) {
    this.revokeInvitation = revokeInvitation;
    this.currentCaller = currentCaller;
  }

  @DELETE
  @Path("/{invitationId}")
  @RequiresPermission(RevokeInvitation.PERMISSION)
  @Operation(summary = "Revoke an invitation")
  @APIResponse(responseCode = "204", description = "revoked, now or before")
  @APIResponse(responseCode = "401", description = "not signed in")
  @APIResponse(responseCode = "403", description = "FORBIDDEN, ROLE_NOT_ALLOWED")
  @APIResponse(responseCode = "404", description = "no such company or invitation for the caller")
  @APIResponse(responseCode = "409", description = "IN_PROGRESS, INVALID_STATE")
  @APIResponse(responseCode = "412", description = "STALE_VERSION")
  public Uni<RestResponse<Void>> revoke(
      @PathParam("companyId") UUID companyId,
      @PathParam("invitationId") UUID invitationId,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    return revokeInvitation
        .revoke(currentCaller.get(), invitationId, ifMatch)
        .map(Answers::orProblem)
        .map(revoked -> RestResponse.noContent());
  }
}
