package dev.rollcall.invitation.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.invitation.identity.IdentityProblem.Body;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;

/** Turns an error answer of identity into an {@link IdentityProblem}. */
public class IdentityProblemReader implements ResponseExceptionMapper<RuntimeException> {

  @Inject ObjectMapper json;

  @Override
  public RuntimeException toThrowable(Response response) {
    return new IdentityProblem(response.getStatus(), body(response));
  }

  private Body body(Response response) {
    try {
      return response.hasEntity()
          ? json.readValue(response.readEntity(String.class), Body.class)
          : Body.NONE;
    } catch (JsonProcessingException | RuntimeException notADocument) {
      return Body.NONE;
    }
  }
}
