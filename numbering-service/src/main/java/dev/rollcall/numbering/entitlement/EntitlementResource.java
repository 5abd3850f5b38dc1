package dev.rollcall.numbering.entitlement;

import dev.rollcall.numbering.Refusals;
import dev.rollcall.numbering.storage.EntitlementReads;
import dev.rollcall.numbering.storage.EntitlementView;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.access.Scope;
import dev.rollcall.platform.web.problem.RefusalException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET …/users/{userId}/entitlement} (NUM-1). */
@Path("/numbering/v1/companies/{companyId}/users/{userId}/entitlement")
public class EntitlementResource {

  private final EntitlementReads entitlements;
  private final CurrentCaller caller;

  EntitlementResource(EntitlementReads entitlements, CurrentCaller caller) {
    this.entitlements = entitlements;
    this.caller = caller;
  }

  @GET
  @RequiresPermission("numbers.read")
  @Operation(
      summary = "What a user's licenses entitle to",
      description = "One US local number free of charge for each TALK license.")
  public Uni<EntitlementView> get(@PathParam("userId") UUID userId) {
    Caller reader = caller.get();
    boolean own = userId.equals(reader.userId());
    if (!own && reader.scope("numbers.read").orElse(Scope.OWN) == Scope.OWN) {
      throw new RefusalException(Refusals.notInScope());
    }
    return entitlements.of(reader.company(), userId);
  }
}
