package dev.rollcall.numbering.believing;

import dev.rollcall.numbering.storage.BeliefReads;
import dev.rollcall.numbering.storage.BeliefReads.UserBelief;
import dev.rollcall.platform.web.access.ServiceOnly;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * What numbering believes of users; for identity's drift report, and never routed by the gateway.
 */
@Tag(name = "Internal")
@Path("/internal/companies/{companyId}/beliefs")
@Produces(MediaType.APPLICATION_JSON)
public class BeliefsResource {

  private static final String FIRST = "00000000-0000-0000-0000-000000000000";
  private static final int MOST = 200;

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
  public Uni<Beliefs<UserBelief>> users(
      UUID companyId,
      @QueryParam("from") @DefaultValue(FIRST) UUID from,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    int most = atMost(limit);
    return beliefs
        .users(companyId, from, most + 1)
        .map(found -> Beliefs.of(found, most, UserBelief::userId));
  }

  private static int atMost(int limit) {
    return Math.clamp(limit, 1, MOST);
  }
}
