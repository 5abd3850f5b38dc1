package dev.rollcall.billing.believing;

import dev.rollcall.billing.storage.BeliefReads;
import dev.rollcall.billing.storage.BeliefReads.InvitationBelief;
import dev.rollcall.billing.storage.BeliefReads.OfficeBelief;
import dev.rollcall.billing.storage.BeliefReads.PurchaseBelief;
import dev.rollcall.billing.storage.BeliefReads.UserBelief;
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
 * What billing believes of users, invitations, purchases of numbers and offices; for identity's
 * drift report, and never routed by the gateway.
 */
@Tag(name = "Internal")
@Path("/internal/companies/{companyId}/beliefs")
public class BeliefsResource {

  private final BeliefReads beliefs;

  BeliefsResource(BeliefReads beliefs) {
    this.beliefs = beliefs;
  }

  /** Users that billing has heard of, or that a license names. */
  @GET
  @Path("/users")
  @ServiceOnly("identity-drift")
  @Operation(
      summary = "What billing believes of each user, and the licenses that they have",
      description = "By their id, beginning with {from}")
  @APIResponse(responseCode = "200", description = "One page, and the id that the next begins with")
  public Uni<IdPage<UserBelief>> users(
      UUID companyId,
      @QueryParam("from") @DefaultValue(IdPage.START) UUID from,
      @QueryParam("limit") @DefaultValue(IdPage.USUAL) int limit) {
    return IdPage.read(
        from, limit, UserBelief::userId, (start, most) -> beliefs.users(companyId, start, most));
  }

  /** Invitations whose request for a seat was answered. */
  @GET
  @Path("/invitations")
  @ServiceOnly("identity-drift")
  @Operation(
      summary = "The license that is reserved for each invitation, or that it was refused one",
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

  /** Offices that billing has heard of. */
  @GET
  @Path("/offices")
  @ServiceOnly("identity-drift")
  @Operation(
      summary = "What billing believes of each office, and how much of its own is in it",
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

  /** Purchases of numbers that were answered. */
  @GET
  @Path("/purchases")
  @ServiceOnly("identity-drift")
  @Operation(
      summary = "What the purchase of each number was answered",
      description = "By their id, beginning with {from}")
  @APIResponse(responseCode = "200", description = "One page, and the id that the next begins with")
  public Uni<IdPage<PurchaseBelief>> purchases(
      UUID companyId,
      @QueryParam("from") @DefaultValue(IdPage.START) UUID from,
      @QueryParam("limit") @DefaultValue(IdPage.USUAL) int limit) {
    return IdPage.read(
        from,
        limit,
        PurchaseBelief::purchaseId,
        (start, most) -> beliefs.purchases(companyId, start, most));
  }
}
