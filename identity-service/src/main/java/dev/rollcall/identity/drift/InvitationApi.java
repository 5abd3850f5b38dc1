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

/** What invitation-service believes, and how it tells an invitation again. */
@RegisterRestClient(configKey = "invitation")
@OidcClientFilter("drift")
@Path("/internal/companies/{companyId}")
interface InvitationApi extends BeliefsApi {

  /** Where an invitation stands (INV-13). */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Standing(UUID invitationId, String status) {}

  @GET
  @Path("/beliefs/invitations")
  Uni<IdPage<Standing>> invitations(
      @PathParam("companyId") UUID company,
      @QueryParam("from") UUID from,
      @QueryParam("limit") int limit);

  /** Tells it under a new version; 404 where the company has none such. */
  @POST
  @Path("/invitations/{invitationId}/resync")
  Uni<Void> resync(
      @PathParam("companyId") UUID company, @PathParam("invitationId") UUID invitation);
}
