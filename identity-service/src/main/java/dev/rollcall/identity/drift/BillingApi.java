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

/** What billing believes. */
@RegisterRestClient(configKey = "billing")
@OidcClientFilter("drift")
@Path("/internal/companies/{companyId}")
interface BillingApi extends BeliefsApi {

  /** The license that is reserved for an invitation. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Reserved(UUID invitationId, UUID licenseId) {}

  @GET
  @Path("/beliefs/invitations")
  Uni<IdPage<Reserved>> invitations(
      @PathParam("companyId") UUID company,
      @QueryParam("from") UUID from,
      @QueryParam("limit") int limit);
}
