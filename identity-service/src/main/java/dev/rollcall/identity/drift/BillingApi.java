package dev.rollcall.identity.drift;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** What billing believes. */
@RegisterRestClient(configKey = "billing")
@OidcClientFilter("drift")
@Path("/internal/companies/{companyId}/beliefs")
interface BillingApi {

  /** A user, and their licenses; without version where only a license names them. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record UserBelief(
      UUID userId, @Nullable Long version, @Nullable Boolean active, List<UUID> licenses) {}

  /** The license that is reserved for an invitation. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Reserved(UUID invitationId, UUID licenseId) {}

  @GET
  @Path("/users")
  Uni<Beliefs<UserBelief>> users(
      @PathParam("companyId") UUID company,
      @QueryParam("from") UUID from,
      @QueryParam("limit") int limit);

  @GET
  @Path("/invitations")
  Uni<Beliefs<Reserved>> invitations(
      @PathParam("companyId") UUID company,
      @QueryParam("from") UUID from,
      @QueryParam("limit") int limit);
}
