package dev.rollcall.billing.ledger;

import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.operations.OperationAnswers;
import dev.rollcall.platform.web.operations.OperationView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Long work; who started it reads it while a member. */
@Tag(name = "Operations")
@Path("/billing/v1/companies/{companyId}/operations/{operationId}")
public class OperationResource {

  private final CurrentCaller currentCaller;
  private final OperationAnswers operations;

  OperationResource(CurrentCaller currentCaller, OperationAnswers operations) {
    this.currentCaller = currentCaller;
    this.operations = operations;
  }

  @GET
  @RequiresPermission({})
  @Operation(summary = "How far an operation is that the caller started")
  @APIResponse(
      responseCode = "200",
      description = "The operation, and its result where it is done",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      name = "a ledger that is proved",
                      value =
                          """
                          {"id":"01999999-0000-7000-8000-000000000011","kind":"LEDGER_VERIFICATION","status":"DONE",
                          "total":1,"done":1,"failed":0,"results":[{"subject":"01999999-0000-7000-8000-000000000000",
                          "outcome":"DONE","problem":null,"resource":null}],
                          "result":{"valid":true,"checked":1200000,"firstBroken":null},
                          "createdAt":"2026-03-11T09:00:00Z","updatedAt":"2026-03-11T09:01:11Z"}
                          """)))
  @APIResponse(responseCode = "404", description = "No such operation of the caller's")
  public Uni<OperationView> read(
      UUID companyId, UUID operationId, @HeaderParam("Prefer") @Nullable String prefer) {
    return operations.found(currentCaller.get(), operationId, prefer);
  }
}
