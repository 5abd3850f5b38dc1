package dev.rollcall.invitation.copying;

import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Copying a link over HTTP; without Idempotency-Key, because the answer is a secret (API.md). */
@Path("/invitation/v1/companies/{companyId}/invitations")
@Tag(name = "Invitations")
public class CopyingResource {

  private final CopyLink copyLink;
  private final CurrentCaller currentCaller;

  CopyingResource(CopyLink copyLink, CurrentCaller currentCaller) {
    this.copyLink = copyLink;
    this.currentCaller = currentCaller;
  }

  @POST
  @Path("/{invitationId}/link")
  @RequiresPermission(CopyLink.PERMISSION)
  @Operation(
      summary = "Copy a link to hand over",
      description =
          "A fresh link each time. The mailed one stays alive, earlier copies are dead. Accepting"
              + " through it needs a code that is mailed to the invited address.")
  @APIResponse(responseCode = "200", description = "the link")
  @APIResponse(responseCode = "401", description = "not signed in")
  @APIResponse(responseCode = "403", description = "ROLE_NOT_ALLOWED, FORBIDDEN")
  @APIResponse(responseCode = "404", description = "no such company or invitation for the caller")
  @APIResponse(responseCode = "409", description = "IN_PROGRESS, INVALID_STATE")
  @APIResponse(responseCode = "429", description = "TOO_MANY_INVITATIONS")
  public Uni<RestResponse<LinkView>> copy(
      @PathParam("companyId") UUID companyId, @PathParam("invitationId") UUID invitationId) {
    return copyLink
        .copy(currentCaller.get(), invitationId)
        .map(Answers::orProblem)
        .map(CopyingResource::secret);
  }

  private static RestResponse<LinkView> secret(LinkView link) {
    return ResponseBuilder.ok(link).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
