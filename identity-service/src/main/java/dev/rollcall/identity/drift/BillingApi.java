package dev.rollcall.identity.drift;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollcall.platform.web.paging.IdPage;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** What billing believes. */
@RegisterRestClient(configKey = "billing")
@OidcClientFilter("drift")
@Path("/internal/companies/{companyId}")
interface BillingApi extends BeliefsApi {

  /**
   * What an invitation was answered that asked for a seat.
   *
   * @param licenseId the one that is reserved for it; null where it was refused
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Answered(UUID invitationId, @Nullable UUID licenseId) {}

  /**
   * What the purchase of a number was answered.
   *
   * @param answer GRANTED or REFUSED
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Charged(UUID purchaseId, String answer) {}

  @GET
  @Path("/beliefs/purchases")
  Uni<IdPage<Charged>> purchases(
      @PathParam("companyId") UUID company,
      @QueryParam("from") UUID from,
      @QueryParam("limit") int limit);

  @GET
  @Path("/beliefs/invitations")
  Uni<IdPage<Answered>> invitations(
      @PathParam("companyId") UUID company,
      @QueryParam("from") UUID from,
      @QueryParam("limit") int limit);
}
