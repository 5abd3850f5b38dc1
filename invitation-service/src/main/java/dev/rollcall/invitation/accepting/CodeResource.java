package dev.rollcall.invitation.accepting;

import dev.rollcall.invitation.accepting.RequestCode.Sent;
import dev.rollcall.platform.web.access.Public;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Asking for the code that a copied link needs (INV-10), without sign-in. */
@Path("/invitation/v1/invitations")
@Tag(name = "Joining")
public class CodeResource {

  private final RequestCode requestCode;

  CodeResource(RequestCode requestCode) {
    this.requestCode = requestCode;
  }

  /**
   * A code is on its way.
   *
   * @param email masked
   * @param expiresAt until when the code is good
   */
  @Schema(description = "A code is on its way")
  public record CodeView(@Schema(examples = "b***@acme.test") String email, Instant expiresAt) {

    static CodeView of(Sent sent) {
      return new CodeView(sent.email(), sent.expiresAt());
    }
  }

  @POST
  @Path("/codes")
  @Public
  @Operation(
      summary = "Have a code mailed",
      description =
          "To the invited address; accepting through a copied link needs it. A new code voids the"
              + " one before, and gives no new tries.")
  @APIResponse(responseCode = "202", description = "the mail is on its way")
  @APIResponse(responseCode = "403", description = "CODE_LOCKED; the mailed link still works")
  @APIResponse(responseCode = "409", description = "IN_PROGRESS; CODE_NOT_NEEDED for a mailed link")
  @APIResponse(responseCode = "410", description = LinkResource.DEAD_LINK)
  @APIResponse(responseCode = "422", description = "without a token")
  @APIResponse(responseCode = "429", description = "TOO_MANY_MAILS, TOO_MANY_CALLS")
  public Uni<RestResponse<CodeView>> request(@NotNull TokenRequest request) {
    return requestCode
        .request(request.token())
        .map(Answers::orProblem)
        .map(CodeView::of)
        .map(view -> ResponseBuilder.<CodeView>create(202).entity(view).build());
  }
}
