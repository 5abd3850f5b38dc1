package dev.rollcall.invitation.operations;

import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.operations.OperationAnswers;
import dev.rollcall.platform.web.operations.OperationView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Long work; who started it reads it while a member. */
@Tag(name = "Operations")
@Path("/invitation/v1/companies/{companyId}/operations/{operationId}")
public class OperationResource {

  private final CurrentCaller currentCaller;
  private final OperationAnswers operations;

  OperationResource(CurrentCaller currentCaller, OperationAnswers operations) {
    this.currentCaller = currentCaller;
    this.operations = operations;
  }

  @GET
  @RequiresPermission({})
  @Operation(
      summary = "How far an operation is that the caller started",
      description = "Prefer: wait=N waits up to N seconds, at most 10, for it to settle.")
  @APIResponse(
      responseCode = "200",
      description = "The operation with its results so far",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      name = "a batch of two, of which one had no seat",
                      value =
                          """
                          {"id":"01999999-0000-7000-8000-000000000011","kind":"INVITATION_BATCH","status":"DONE",
                          "total":2,"done":2,"failed":1,"results":[
                          {"subject":"1","outcome":"INVITED","problem":null,"resource":"01999999-0000-7000-8000-000000000012"},
                          {"subject":"2","outcome":"REFUSED","problem":{"type":"urn:rollcall:problem:no-free-license",
                          "title":"No free license","code":"NO_FREE_LICENSE"},"resource":"01999999-0000-7000-8000-000000000013"}],
                          "createdAt":"2026-03-11T09:00:00Z","updatedAt":"2026-03-11T09:00:02Z"}
                          """)))
  @APIResponse(responseCode = "404", description = "No such operation of the caller's")
  public Uni<OperationView> read(
      @PathParam("companyId") UUID companyId,
      @PathParam("operationId") UUID operationId,
      @HeaderParam("Prefer") @Nullable String prefer) {
    return operations.found(currentCaller.get(), operationId, prefer);
  }
}
