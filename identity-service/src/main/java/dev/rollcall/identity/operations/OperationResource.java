package dev.rollcall.identity.operations;

import dev.rollcall.identity.storage.Operations;
import dev.rollcall.identity.storage.Operations.OperationLine;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Long work; who started it reads it while a member. */
@Tag(name = "Operations")
@Path("/identity/v1/companies/{companyId}/operations/{operationId}")
@Produces(MediaType.APPLICATION_JSON)
public class OperationResource {

  private final CurrentCaller currentCaller;
  private final Operations operations;

  OperationResource(CurrentCaller currentCaller, Operations operations) {
    this.currentCaller = currentCaller;
    this.operations = operations;
  }

  @GET
  @RequiresPermission({})
  @Operation(summary = "How far an operation is that the caller started")
  @APIResponse(
      responseCode = "200",
      description = "The operation with its results so far",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      name = "a repair that is done",
                      value =
                          """
                          {"id":"01999999-0000-7000-8000-000000000011","kind":"DRIFT_REPAIR","status":"DONE",
                          "total":1,"done":1,"failed":0,"results":[{"subject":"01999999-0000-7000-8000-000000000012",
                          "outcome":"REPAIRED","problem":null}],"createdAt":"2026-03-11T09:00:00Z",
                          "updatedAt":"2026-03-11T09:00:11Z"}
                          """)))
  @APIResponse(responseCode = "404", description = "No such operation of the caller's")
  public Uni<OperationView> read(UUID companyId, UUID operationId) {
    Caller caller = currentCaller.get();
    return operations
        .find(caller.company(), operationId)
        .map(found -> ownedBy(caller, found))
        .map(Answers::orProblem)
        .map(OperationView::of);
  }

  private static Outcome<OperationLine> ownedBy(Caller caller, Optional<OperationLine> found) {
    return found
        .filter(line -> line.startedBy().equals(caller.userId()))
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }
}
