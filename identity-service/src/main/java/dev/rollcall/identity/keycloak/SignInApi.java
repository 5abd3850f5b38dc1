package dev.rollcall.identity.keycloak;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Keycloak's extension that mints the link which signs a new person in once (INV-16). */
@Path("/admin/realms/{realm}/rollcall-sign-in")
@RegisterRestClient(configKey = "keycloak-sign-in")
@OidcClientFilter
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
interface SignInApi {

  /**
   * Which link is wanted.
   *
   * @param clientId the client that the person goes on to
   * @param redirectUri where the browser goes when the session is there; checked by Keycloak
   */
  record LinkRequest(UUID userId, String clientId, String redirectUri) {}

  /** The link; a secret until it was opened or has expired. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Link(String url, Instant expiresAt) {

    @Override
    public String toString() {
      return "Link[until " + expiresAt + "]";
    }
  }

  @POST
  Uni<Link> mint(@PathParam("realm") String realm, LinkRequest request);
}
