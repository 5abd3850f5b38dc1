package dev.rollcall.identity.access;

import dev.rollcall.identity.access.PermissionChecks.CheckRequest;
import dev.rollcall.identity.access.PermissionChecks.CheckView;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.Membership;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Permission checks for members: about themselves, or users whose every field they may read. */
@Tag(name = "Permissions")
@Path("/identity/v1/companies/{companyId}/permission-checks")
public class PermissionCheckResource {

  private final CurrentCaller currentCaller;
  private final PermissionChecks checks;

  PermissionCheckResource(CurrentCaller currentCaller, PermissionChecks checks) {
    this.currentCaller = currentCaller;
    this.checks = checks;
  }

  @POST
  @RequiresPermission({})
  @Operation(summary = "Ask whether a user may do something, and why")
  @APIResponse(responseCode = "200", description = "The answer")
  @APIResponse(responseCode = "404", description = "No such user for this caller")
  @APIResponse(responseCode = "422", description = "No such permission")
  public Uni<CheckView> check(UUID companyId, CheckRequest request) {
    Caller caller = currentCaller.get();
    return checks
        .check(companyId, request, member -> mayAsk(caller, member))
        .map(Answers::orProblem);
  }

  private static boolean mayAsk(Caller caller, Membership asked) {
    return asked.userId().equals(caller.userId()) || caller.mayIn(asked.officeId(), "users.read");
  }
}
