package dev.rollcall.numbering.believing;

import dev.rollcall.numbering.storage.BeliefReads;
import dev.rollcall.numbering.storage.BeliefReads.OfficeBelief;
import dev.rollcall.numbering.storage.BeliefReads.PurchaseBelief;
import dev.rollcall.numbering.storage.BeliefReads.UserBelief;
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
 * What numbering believes of users, purchases and offices; for identity's drift report, and never
 * routed by the gateway.
 */
@Tag(name = "Internal")
@Path("/internal/companies/{companyId}/beliefs")
public class BeliefsResource {

  private final BeliefReads beliefs;

  BeliefsResource(BeliefReads beliefs) {
    this.beliefs = beliefs;
  }

  /** Users that numbering has heard of, or that a number names. */
  @GET
  @Path("/users")
  @ServiceOnly("identity-drift")
  @Operation(
      summary = "What numbering believes of each user, and the numbers that are theirs",
      description = "By their id, beginning with {from}")
  @APIResponse(responseCode = "200", description = "One page, and the id that the next begins with")
  public Uni<IdPage<UserBelief>> users(
      UUID companyId,
      @QueryParam("from") @DefaultValue(IdPage.START) UUID from,
      @QueryParam("limit") @DefaultValue(IdPage.USUAL) int limit) {
    return IdPage.read(
        from, limit, UserBelief::userId, (start, most) -> beliefs.users(companyId, start, most));
  }

  /** Offices that numbering has heard of. */
  @GET
  @Path("/offices")
  @ServiceOnly("identity-drift")
  @Operation(
      summary = "What numbering believes of each office, and how much of its own is in it",
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

  /** Purchases that wait for billing. */
  @GET
  @Path("/purchases")
  @ServiceOnly("identity-drift")
  @Operation(
      summary = "The purchases that wait for billing",
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
