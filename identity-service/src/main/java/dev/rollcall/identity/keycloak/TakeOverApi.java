package dev.rollcall.identity.keycloak;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak's extension that gives an account to an attempt to join, unless another attempt has it
 * (INV-14). Called through the admin client, which brings the token.
 */
@Path("/admin/realms/{realm}/rollcall-take-over")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
interface TakeOverApi {

  /**
   * Which account, for whom. Never printed: it holds the password.
   *
   * @param expectedAttempt the attempt that the account was found to belong to; null for none
   */
  record TakeOver(
      UUID userId,
      @Nullable String expectedAttempt,
      String attempt,
      UUID invitationId,
      String firstName,
      String lastName,
      String password) {

    @Override
    public String toString() {
      return "TakeOver[" + userId + "]";
    }
  }

  /** 204; 400 for a weak password; 404; 412 where another attempt has the account by now. */
  @POST
  Response takeOver(@PathParam("realm") String realm, TakeOver wanted);
}
