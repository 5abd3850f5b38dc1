package dev.rollcall.billing.catalogue;

import dev.rollcall.billing.storage.CatalogueReads;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.SignedIn;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code GET /plans}: the catalogue (BIL-1). */
@Path("/billing/v1/plans")
public class PlansResource {

  private final CatalogueReads catalogue;
  private final ProductClock clock;

  PlansResource(CatalogueReads catalogue, ProductClock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  @GET
  @SignedIn
  @Operation(
      summary = "The catalogue",
      description = "What licenses and numbers cost a month, in the version that is valid now.")
  @APIResponse(
      responseCode = "200",
      description = "The prices",
      content =
          @Content(
              schema = @Schema(implementation = PlansView.class),
              examples =
                  @ExampleObject(
                      name = "an extract",
                      value =
                          """
                          {"version":1,"currency":"USD","validFrom":"2026-01-01T00:00:00Z",
                          "items":[{"type":"TALK","plan":"PLUS","priceLevel":"US","monthly":{"amount":"25.00","currency":"USD"}}],
                          "numbers":[{"type":"LOCAL","country":"US","monthly":{"amount":"5.00","currency":"USD"}}]}
                          """)))
  public Uni<PlansView> plans() {
    return catalogue.current(clock.instant()).map(PlansView::of);
  }
}
