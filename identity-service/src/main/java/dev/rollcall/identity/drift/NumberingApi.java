package dev.rollcall.identity.drift;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.rollcall.platform.web.paging.IdPage;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What numbering believes, and how it asks for the charge of a purchase again. */
@RegisterRestClient(configKey = "numbering")
@OidcClientFilter("drift")
@Path("/internal/companies/{companyId}")
interface NumberingApi extends BeliefsApi {

  /** A purchase that waits for billing. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Waiting(UUID purchaseId, String e164) {}

  @GET
  @Path("/beliefs/purchases")
  Uni<IdPage<Waiting>> purchases(
      @PathParam("companyId") UUID company,
      @QueryParam("from") UUID from,
      @QueryParam("limit") int limit);

  /** Asks again where it still waits; 404 where the company has none such. */
  @POST
  @Path("/purchases/{purchaseId}/resync")
  Uni<Void> resync(@PathParam("companyId") UUID company, @PathParam("purchaseId") UUID purchase);
}
