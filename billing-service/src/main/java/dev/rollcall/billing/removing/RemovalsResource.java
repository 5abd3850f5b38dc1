package dev.rollcall.billing.removing;

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

/** {@code POST …/license-removals} (BIL-4, INV-4). */
@Path("/billing/v1/companies/{companyId}/license-removals")
public class RemovalsResource {

  private final RemoveLicenses removeLicenses;
  private final CurrentCaller caller;
  private final RequestKeys keys;

  RemovalsResource(RemoveLicenses removeLicenses, CurrentCaller caller, RequestKeys keys) {
    this.removeLicenses = removeLicenses;
    this.caller = caller;
    this.keys = keys;
  }

  @POST
  @RequiresPermission("billing.manage")
  @Operation(
      summary = "Remove free licenses at the renewal",
      description =
          "Bought ones first, then those of the sign-up. They are paid until the renewal, given to"
              + " nobody from now on, and can't be taken back. After one of the sign-up was"
              + " removed, its type and plan can't be bought again: 403 SIGNUP_LICENSE_REMOVED.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = OrderRequest.class),
              examples =
                  @ExampleObject(
                      name = "one of the sign-up",
                      value =
                          """
                          {"type":"TALK","plan":"BASIC","quantity":1,
                          "officeId":"01999999-0000-7000-8000-000000000003"}
                          """)))
  @APIResponse(
      responseCode = "201",
      description = "They end at the renewal",
      content = @Content(schema = @Schema(implementation = RemovalView.class)))
  @APIResponse(responseCode = "404", description = "No such company for the caller")
  @APIResponse(responseCode = "409", description = "NO_FREE_LICENSE, OFFICE_CLOSING, QUOTE_STALE")
  @APIResponse(responseCode = "422", description = "VALIDATION_FAILED")
  @APIResponse(responseCode = "503", description = "IDENTITY_UNAVAILABLE")
  public Uni<RestResponse<RemovalView>> remove(@NotNull OrderRequest request) {
    Caller removing = caller.get();
    return removeLicenses
        .remove(
            removing,
            Answers.orProblem(request.ask(Action.REMOVE_LICENSES)),
            keys.of(removing, request))
        .map(Answers::orProblem)
        .chain(created -> answer(removing, created));
  }

  private Uni<RestResponse<RemovalView>> answer(Caller removing, Created created) {
    return removeLicenses
        .read(removing.company(), created.id())
        .map(RemovalView::of)
        .map(view -> ResponseBuilder.create(RestResponse.Status.CREATED, view))
        .map(answer -> Replays.mark(answer, created.replayed()).build());
  }
}
