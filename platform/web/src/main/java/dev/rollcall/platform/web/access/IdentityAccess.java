package dev.rollcall.platform.web.access;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** Asks identity-service, with this service's own credentials. */
@Path("/internal/access")
@OidcClientFilter
@RegisterRestClient(configKey = "identity")
public interface IdentityAccess {

  /** 200 with the membership, deleted or not; 404 where there is none. */
  @GET
  Uni<RestResponse<MembershipAnswer>> membership(
      @QueryParam("personId") UUID personId, @QueryParam("companyId") UUID companyId);
}
