package dev.rollcall.billing.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Identity's internal answers, for companies that no event has told of yet. */
@RegisterRestClient(configKey = "identity")
@OidcClientFilter
@Path("/internal/companies")
interface IdentityClient {

  /** The company's state with its {@code version}; 404 for an unknown one. */
  @GET
  @Path("/{companyId}")
  Uni<JsonNode> company(@PathParam("companyId") UUID companyId);
}
