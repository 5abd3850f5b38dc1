package dev.rollcall.identity.drift;

import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import dev.rollcall.platform.web.operations.OperationAnswers;
import dev.rollcall.platform.web.operations.OperationView;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The repair of what a drift report found. */
@Tag(name = "Drift reports")
@Path("/identity/v1/companies/{companyId}/drift-reports/{reportId}/repairs")
public class DriftRepairResource {

  private final CurrentCaller currentCaller;
  private final RequestKeys requestKeys;
  private final OperationAnswers operations;
  private final BeginRepair beginRepair;

  DriftRepairResource(
      CurrentCaller currentCaller,
      RequestKeys requestKeys,
      OperationAnswers operations,
      BeginRepair beginRepair) {
    this.currentCaller = currentCaller;
    this.requestKeys = requestKeys;
    this.operations = operations;
    this.beginRepair = beginRepair;
  }

  @POST
  @RequiresPermission("company.manage")
  @Operation(
      summary = "Repair what a report found",
      description =
          "An operation with a result per finding, whose id is the subject. The owner of each is"
              + " told again, and it is looked whether that has helped. Up to 1,000 findings at a"
              + " time; asked again, it takes those that are left. No body.")
  @APIResponse(
      responseCode = "200",
      description = "The operation, settled while the caller waited (Prefer: wait)")
  @APIResponse(
      responseCode = "202",
      description = "The operation, with Location",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      name = "just begun",
                      value =
                          """
                          {"id":"01999999-0000-7000-8000-000000000011","kind":"DRIFT_REPAIR","status":"RUNNING",
                          "total":1,"done":0,"failed":0,"results":[],"createdAt":"2026-03-11T09:00:00Z",
                          "updatedAt":"2026-03-11T09:00:00Z"}
                          """)))
  @APIResponse(responseCode = "404", description = "No such report in this company")
  @APIResponse(responseCode = "409", description = "DRIFT_REPORT_RUNNING, DRIFT_REPORT_FAILED")
  public Uni<RestResponse<OperationView>> repair(
      UUID companyId, UUID reportId, @HeaderParam("Prefer") @Nullable String prefer) {
    Caller caller = currentCaller.get();
    return beginRepair
        .begin(caller, reportId, requestKeys.of(caller, Map.of()))
        .map(Answers::orProblem)
        .chain(created -> operations.begun(caller, created, prefer));
  }
}
