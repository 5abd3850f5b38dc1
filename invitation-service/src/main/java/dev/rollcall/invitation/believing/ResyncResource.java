package dev.rollcall.invitation.believing;

import dev.rollcall.platform.web.access.ServiceOnly;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Lets identity's drift report have an invitation told again; never routed by the gateway. */
@Tag(name = "Internal")
@Path("/internal/companies/{companyId}/invitations/{invitationId}/resync")
public class ResyncResource {

  private final ResyncInvitation resyncInvitation;

  ResyncResource(ResyncInvitation resyncInvitation) {
    this.resyncInvitation = resyncInvitation;
  }

  @POST
  @ServiceOnly("identity-drift")
  @Operation(summary = "Tell the invitation's current state under a new version")
  @APIResponse(responseCode = "204", description = "Told")
  @APIResponse(responseCode = "404", description = "The company has no such invitation")
  public Uni<RestResponse<Void>> resync(UUID companyId, UUID invitationId) {
    return resyncInvitation
        .resync(companyId, invitationId)
        .map(Answers::orProblem)
        .map(told -> RestResponse.noContent());
  }
}
