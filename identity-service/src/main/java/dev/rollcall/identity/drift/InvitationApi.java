package dev.rollcall.identity.drift;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
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
interface InvitationApi {

  /** A user. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record UserBelief(UUID userId, long version, boolean active) {}

  /** Where an invitation stands (INV-13). */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Standing(UUID invitationId, String status) {}

  @GET
  @Path("/beliefs/users")
  Uni<Beliefs<UserBelief>> users(
      @PathParam("companyId") UUID company,
      @QueryParam("from") UUID from,
      @QueryParam("limit") int limit);

  @GET
  @Path("/beliefs/invitations")
  Uni<Beliefs<Standing>> invitations(
      @PathParam("companyId") UUID company,
      @QueryParam("from") UUID from,
      @QueryParam("limit") int limit);

  /** Tells it under a new version; 404 where the company has none such. */
  @POST
  @Path("/invitations/{invitationId}/resync")
  Uni<Void> resync(
      @PathParam("companyId") UUID company, @PathParam("invitationId") UUID invitation);
}
