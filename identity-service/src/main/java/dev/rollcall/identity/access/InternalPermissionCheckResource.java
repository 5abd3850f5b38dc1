package dev.rollcall.identity.access;

import dev.rollcall.identity.access.PermissionChecks.CheckRequest;
import dev.rollcall.identity.access.PermissionChecks.CheckView;
import dev.rollcall.platform.web.access.ServiceOnly;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Permission checks for the other services: about anybody; the gateway never routes it. */
@Tag(name = "Internal")
@Path("/internal/companies/{companyId}/permission-checks")
public class InternalPermissionCheckResource {

  private final PermissionChecks checks;

  InternalPermissionCheckResource(PermissionChecks checks) {
    this.checks = checks;
  }

  @POST
  @ServiceOnly({"invitation-service", "numbering-service", "billing-service"})
  @Operation(summary = "Ask whether a user may do something, and why")
  @APIResponse(responseCode = "200", description = "The answer")
  @APIResponse(responseCode = "404", description = "No such user in this company")
  @APIResponse(responseCode = "422", description = "No such permission")
  public Uni<CheckView> check(UUID companyId, CheckRequest request) {
    return checks.check(companyId, request, anybody -> true).map(Answers::orProblem);
  }
}
