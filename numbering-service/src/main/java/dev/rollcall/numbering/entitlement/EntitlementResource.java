package dev.rollcall.numbering.entitlement;

import dev.rollcall.numbering.storage.EntitlementView;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET …/users/{userId}/entitlement} (NUM-1). */
@Path("/numbering/v1/companies/{companyId}/users/{userId}/entitlement")
public class EntitlementResource {

  private final ReadEntitlement entitlements;
  private final CurrentCaller caller;

  EntitlementResource(ReadEntitlement entitlements, CurrentCaller caller) {
    this.entitlements = entitlements;
    this.caller = caller;
  }

  @GET
  @RequiresPermission("numbers.read")
  @Operation(
      summary = "What a user's licenses entitle to",
      description =
          "One US local number free of charge for each TALK license. Office admins read their offices' users, users their own.")
  public Uni<EntitlementView> get(@PathParam("userId") UUID userId) {
    return entitlements.of(caller.get(), userId).map(Answers::orProblem);
  }
}
