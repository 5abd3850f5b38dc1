package dev.rollcall.numbering.company;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Identity's internal answers, for what no event has told yet. */
@RegisterRestClient(configKey = "identity")
@OidcClientFilter
@Path("/internal")
interface IdentityClient {

  /** The company's state with its version; 404 for an unknown one. */
  @GET
  @Path("/companies/{companyId}")
  Uni<JsonNode> company(@PathParam("companyId") UUID companyId);

  /** A user's membership with its version; 404 for an unknown one. */
  @GET
  @Path("/access")
  Uni<JsonNode> member(@QueryParam("companyId") UUID companyId, @QueryParam("userId") UUID userId);
}
