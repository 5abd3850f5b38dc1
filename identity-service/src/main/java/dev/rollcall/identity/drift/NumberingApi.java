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

/** What numbering believes. */
@RegisterRestClient(configKey = "numbering")
@OidcClientFilter("drift")
@Path("/internal/companies/{companyId}/beliefs")
interface NumberingApi {

  /** A user, and the numbers that are theirs or wait for them. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record UserBelief(
      UUID userId,
      @Nullable Long version,
      @Nullable Boolean active,
      List<String> assigned,
      List<String> held) {}

  @GET
  @Path("/users")
  Uni<Beliefs<UserBelief>> users(
      @PathParam("companyId") UUID company,
      @QueryParam("from") UUID from,
      @QueryParam("limit") int limit);
}
