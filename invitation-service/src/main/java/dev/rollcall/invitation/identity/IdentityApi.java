package dev.rollcall.invitation.identity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/**
 * identity-service's internal routes, called with this service's own token. Bodies are neither
 * logged nor traced: one of them carries a password.
 */
@Path("/internal")
@RegisterRestClient(configKey = "identity-joins")
@RegisterProvider(IdentityProblemReader.class)
@OidcClientFilter
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
interface IdentityApi {

  /** The company's newest state, as its events have it, with its version. */
  @GET
  @Path("/companies/{companyId}")
  Uni<JsonNode> company(@PathParam("companyId") UUID companyId);

  /** Whether somebody has a login with that e-mail. */
  @POST
  @Path("/persons")
  Uni<PersonAnswer> person(PersonQuestion question);

  /** Makes the member; the same again is answered the same. */
  @PUT
  @Path("/joins/{joinId}")
  Uni<JoinAnswer> join(@PathParam("joinId") UUID joinId, JoinRequest request);

  /** Says whether the join happened; if not, it never will. */
  @DELETE
  @Path("/joins/{joinId}")
  Uni<SettledAnswer> settle(
      @PathParam("joinId") UUID joinId, @QueryParam("companyId") UUID companyId);

  /**
   * Who joins as what.
   *
   * @param claim the claim that stands behind this call, for identity's log
   * @param password what the newcomer chose; null for a person who is signed in
   * @param personId the signed-in person; null for a newcomer
   */
  record JoinRequest(
      UUID companyId,
      UUID invitationId,
      UUID claim,
      String email,
      String firstName,
      String lastName,
      @Nullable String phone,
      @Nullable String jobTitle,
      String role,
      UUID officeId,
      List<String> products,
      UUID inviterUserId,
      @Nullable String password,
      @Nullable UUID personId) {

    /** Names no field, so that no log line holds the password. */
    @Override
    public String toString() {
      return "JoinRequest[…]";
    }
  }

  /** The member that was made. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record JoinAnswer(
      UUID userId,
      UUID personId,
      @Nullable SignInAnswer signIn,
      @Nullable List<String> droppedProducts) {}

  /** Where to sign in next (INV-16); no expiry where it is the ordinary page. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SignInAnswer(String url, @Nullable Instant expiresAt) {

    /** The URL is a secret. */
    @Override
    public String toString() {
      return "SignInAnswer[…]";
    }
  }

  /** How a join ended. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SettledAnswer(boolean joined, @Nullable UUID userId) {}

  /** Who is asked about; in a body, because query strings end up in logs. */
  record PersonQuestion(String email) {

    /** The address is nobody's to print. */
    @Override
    public String toString() {
      return "PersonQuestion[…]";
    }
  }

  /** Whether there is such a person. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record PersonAnswer(boolean exists) {}
}
