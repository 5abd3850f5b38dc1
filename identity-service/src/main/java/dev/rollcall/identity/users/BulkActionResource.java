package dev.rollcall.identity.users;

import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import dev.rollcall.platform.web.operations.OperationAnswers;
import dev.rollcall.platform.web.operations.OperationView;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** One action on many users (USR-8). */
@Tag(name = "Users")
@Path("/identity/v1/companies/{companyId}/bulk-actions")
public class BulkActionResource {

  private final CurrentCaller currentCaller;
  private final RequestKeys requestKeys;
  private final OperationAnswers operations;
  private final BeginBulkAction beginBulkAction;

  BulkActionResource(
      CurrentCaller currentCaller,
      RequestKeys requestKeys,
      OperationAnswers operations,
      BeginBulkAction beginBulkAction) {
    this.currentCaller = currentCaller;
    this.requestKeys = requestKeys;
    this.operations = operations;
    this.beginBulkAction = beginBulkAction;
  }

  @POST
  @RequiresPermission("users.manage")
  @Operation(
      summary = "One action on up to 1,000 users",
      description =
          "An operation with a result per user, whose id is the subject: DONE, also where nothing"
              + " had to change; REFUSED with the problem that the single call would answer, such"
              + " as LAST_ADMIN, ABOVE_OWN_ROLE, OUTSIDE_OWN_OFFICES, COMPANY_ADMINS_ONLY,"
              + " USER_DELETED, NOT_GRANTABLE, COMES_WITH_ROLE or NOT_FOUND; FAILED with"
              + " INTERNAL_ERROR. One user who is refused stops no other. GRANT_ADMIN makes a"
              + " company admin, REVOKE_ADMIN makes a USER of a company or office admin; the"
              + " caller's own id comes last.")
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
                          {"id":"01999999-0000-7000-8000-000000000011","kind":"BULK_ACTION","status":"RUNNING",
                          "total":2,"done":0,"failed":0,"results":[],"createdAt":"2026-03-11T09:00:00Z",
                          "updatedAt":"2026-03-11T09:00:00Z"}
                          """)))
  @APIResponse(
      responseCode = "422",
      description = "VALIDATION_FAILED: no such action, no user, or more than 1,000")
  public Uni<RestResponse<OperationView>> begin(
      UUID companyId,
      @HeaderParam("Prefer") @Nullable String prefer,
      @NotNull BulkActionRequest request) {
    Caller caller = currentCaller.get();
    return beginBulkAction
        .begin(caller, request, requestKeys.of(caller, request))
        .map(Answers::orProblem)
        .chain(created -> operations.begun(caller, created, prefer));
  }
}
