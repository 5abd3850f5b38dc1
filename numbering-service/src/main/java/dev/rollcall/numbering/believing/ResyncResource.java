package dev.rollcall.numbering.believing;

import dev.rollcall.platform.web.access.ServiceOnly;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Lets identity's drift report have a purchase ask again; never routed by the gateway. */
@Tag(name = "Internal")
@Path("/internal/companies/{companyId}/purchases/{purchaseId}/resync")
public class ResyncResource {

  private final ResyncPurchase resyncPurchase;

  ResyncResource(ResyncPurchase resyncPurchase) {
    this.resyncPurchase = resyncPurchase;
  }

  @POST
  @ServiceOnly("identity-drift")
  @Operation(summary = "Ask billing again what the number costs, where the purchase waits for it")
  @APIResponse(responseCode = "204", description = "Asked")
  @APIResponse(responseCode = "404", description = "The company has no such purchase")
  public Uni<RestResponse<Void>> resync(UUID companyId, UUID purchaseId) {
    return resyncPurchase
        .resync(companyId, purchaseId)
        .map(Answers::orProblem)
        .map(asked -> RestResponse.noContent());
  }
}
