package dev.rollcall.billing.buying;

import dev.rollcall.billing.LicenseOrder.Action;
import dev.rollcall.billing.quoting.OrderRequest;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Replays;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code POST …/licenses} (BIL-4, BIL-6, BIL-10). */
@Path("/billing/v1/companies/{companyId}/licenses")
public class PurchasesResource {

  private final BuyLicenses buyLicenses;
  private final CurrentCaller caller;
  private final RequestKeys keys;

  PurchasesResource(BuyLicenses buyLicenses, CurrentCaller caller, RequestKeys keys) {
    this.buyLicenses = buyLicenses;
    this.caller = caller;
    this.keys = keys;
  }

  @POST
  @RequiresPermission("billing.manage")
  @Operation(
      summary = "Buy licenses",
      description =
          "By a quote, whose price is charged to the cent, or by the plain fields at today's price."
              + " With an Idempotency-Key the same request is one charge, however often it comes.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = OrderRequest.class),
              examples = {
                @ExampleObject(
                    name = "as quoted",
                    value = "{\"quoteId\":\"01999999-0000-7000-8000-00000000000a\"}"),
                @ExampleObject(
                    name = "at today's price",
                    value =
                        """
                        {"type":"TALK","plan":"PLUS","quantity":2,
                        "officeId":"01999999-0000-7000-8000-000000000003"}
                        """)
              }))
  @APIResponse(
      responseCode = "201",
      description = "Bought; the licenses are free",
      content = @Content(schema = @Schema(implementation = PurchaseView.class)))
  @APIResponse(responseCode = "403", description = "FORBIDDEN, SIGNUP_LICENSE_REMOVED")
  @APIResponse(responseCode = "404", description = "No such company for the caller")
  @APIResponse(
      responseCode = "409",
      description = "QUOTE_STALE, COMPANY_SUSPENDED, OFFICE_CLOSING, NO_PRICE")
  @APIResponse(responseCode = "422", description = "VALIDATION_FAILED")
  @APIResponse(responseCode = "503", description = "IDENTITY_UNAVAILABLE")
  public Uni<RestResponse<PurchaseView>> buy(@NotNull OrderRequest request) {
    Caller buyer = caller.get();
    return buyLicenses
        .buy(buyer, Answers.orProblem(request.ask(Action.BUY_LICENSES)), keys.of(buyer, request))
        .map(Answers::orProblem)
        .chain(created -> answer(buyer, created));
  }

  private Uni<RestResponse<PurchaseView>> answer(Caller buyer, Created created) {
    return buyLicenses
        .read(buyer.company(), created.id())
        .map(PurchaseView::of)
        .map(view -> ResponseBuilder.create(RestResponse.Status.CREATED, view))
        .map(answer -> Replays.mark(answer, created.replayed()).build());
  }
}
