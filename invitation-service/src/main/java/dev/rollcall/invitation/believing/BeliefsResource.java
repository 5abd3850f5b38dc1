package dev.rollcall.invitation.believing;

import dev.rollcall.invitation.storage.BeliefReads;
import dev.rollcall.invitation.storage.BeliefReads.InvitationBelief;
import dev.rollcall.invitation.storage.BeliefReads.OfficeBelief;
import dev.rollcall.invitation.storage.BeliefReads.UserBelief;
import dev.rollcall.platform.web.access.ServiceOnly;
import dev.rollcall.platform.web.paging.IdPage;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * What this service believes of users and offices, and how invitations stand; for identity's drift
 * report, and never routed by the gateway.
 */
@Tag(name = "Internal")
@Path("/internal/companies/{companyId}/beliefs")
public class BeliefsResource {

  private final BeliefReads beliefs;

  BeliefsResource(BeliefReads beliefs) {
    this.beliefs = beliefs;
  }

  /** Users that this service has heard of. */
  @GET
  @Path("/users")
  @ServiceOnly("identity-drift")
  @Operation(
      summary = "What this service believes of each user",
      description = "By their id, beginning with {from}")
  @APIResponse(responseCode = "200", description = "One page, and the id that the next begins with")
  public Uni<IdPage<UserBelief>> users(
      UUID companyId,
      @QueryParam("from") @DefaultValue(IdPage.START) UUID from,
      @QueryParam("limit") @DefaultValue(IdPage.USUAL) int limit) {
    return IdPage.read(
        from, limit, UserBelief::userId, (start, most) -> beliefs.users(companyId, start, most));
  }

  /** How the invitations stand. */
  @GET
  @Path("/invitations")
  @ServiceOnly("identity-drift")
  @Operation(
      summary = "How each invitation stands",
      description = "By their id, beginning with {from}")
  @APIResponse(responseCode = "200", description = "One page, and the id that the next begins with")
  public Uni<IdPage<InvitationBelief>> invitations(
      UUID companyId,
      @QueryParam("from") @DefaultValue(IdPage.START) UUID from,
      @QueryParam("limit") @DefaultValue(IdPage.USUAL) int limit) {
    return IdPage.read(
        from,
        limit,
        InvitationBelief::invitationId,
        (start, most) -> beliefs.invitations(companyId, start, most));
  }

  /** Offices that this service has heard of. */
  @GET
  @Path("/offices")
  @ServiceOnly("identity-drift")
  @Operation(
      summary = "What this service believes of each office, and how much of its own is in it",
      description = "By their id, beginning with {from}")
  @APIResponse(responseCode = "200", description = "One page, and the id that the next begins with")
  public Uni<IdPage<OfficeBelief>> offices(
      UUID companyId,
      @QueryParam("from") @DefaultValue(IdPage.START) UUID from,
      @QueryParam("limit") @DefaultValue(IdPage.USUAL) int limit) {
    return IdPage.read(
        from,
        limit,
        OfficeBelief::officeId,
        (start, most) -> beliefs.offices(companyId, start, most));
  }
}
