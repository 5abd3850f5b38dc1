package dev.rollcall.invitation.batching;

import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import dev.rollcall.platform.web.operations.OperationAnswers;
import dev.rollcall.platform.web.operations.OperationView;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Inviting many at once over HTTP (INV-12). */
@Path("/invitation/v1/companies/{companyId}/invitation-batches")
@Tag(name = "Invitations")
public class BatchResource {

  private static final String PREVIEW =
      """
      {"rows":[{"line":1,"subject":"1","email":"bob@acme.test","firstName":"Bob","lastName":"Stone",
      "class":"READY","problem":null},{"line":2,"subject":"2","email":"ann@acme","firstName":null,
      "lastName":null,"class":"MALFORMED","problem":{"type":"urn:rollcall:problem:validation-failed",
      "title":"Validation failed","code":"VALIDATION_FAILED","detail":"The request is not valid.",
      "violations":[{"pointer":"/email","message":"must be an e-mail address in one script"}]}}]}
      """;

  private static final String BEGUN =
      """
      {"id":"01999999-0000-7000-8000-000000000011","kind":"INVITATION_BATCH","status":"RUNNING","total":2,
      "done":0,"failed":1,"results":[{"subject":"2","outcome":"REFUSED","problem":{
      "type":"urn:rollcall:problem:validation-failed","title":"Validation failed",
      "code":"VALIDATION_FAILED"},"resource":null}],"createdAt":"2026-03-11T09:00:00Z",
      "updatedAt":"2026-03-11T09:00:00Z"}
      """;

  private final PreviewBatch previewBatch;
  private final BeginBatch beginBatch;
  private final OperationAnswers operations;
  private final CurrentCaller currentCaller;
  private final RequestKeys keys;

  BatchResource(
      PreviewBatch previewBatch,
      BeginBatch beginBatch,
      OperationAnswers operations,
      CurrentCaller currentCaller,
      RequestKeys keys) {
    this.previewBatch = previewBatch;
    this.beginBatch = beginBatch;
    this.operations = operations;
    this.currentCaller = currentCaller;
    this.keys = keys;
  }

  @POST
  @RequiresPermission("invitations.create")
  @Operation(
      summary = "Invite many at once",
      description =
          "Up to 500 rows, from a pasted text or a list; names and phone may be left to the invited"
              + " persons. With preview=true nothing is written, and each row is answered with its"
              + " class. Otherwise an operation, with a result per row: INVITED, its resource being"
              + " the invitation, or REFUSED with its problem; one refused row stops no other."
              + " Results name a row by its line, and where a line has several, by line.place. A"
              + " row's problem has the code that inviting one would have answered, such as"
              + " ALREADY_INVITED, DOMAIN_BLOCKED, NO_FREE_LICENSE, TOO_MANY_MAILS or"
              + " TOO_MANY_INVITATIONS; besides DUPLICATE_IN_BATCH, INVITER_GONE,"
              + " INVITATION_REVOKED, and INTERNAL_ERROR for one that was given up.")
  @APIResponse(
      responseCode = "200",
      description = "The preview; or the operation, settled while the caller waited (Prefer: wait)",
      content =
          @Content(
              schema = @Schema(oneOf = {PreviewView.class, OperationView.class}),
              examples = @ExampleObject(name = "a preview", value = PREVIEW)))
  @APIResponse(
      responseCode = "202",
      description = "The operation, with Location",
      content =
          @Content(
              schema = @Schema(implementation = OperationView.class),
              examples = @ExampleObject(name = "just begun", value = BEGUN)))
  @APIResponse(responseCode = "403", description = "FORBIDDEN")
  @APIResponse(responseCode = "404", description = "no such company for the caller")
  @APIResponse(
      responseCode = "422",
      description = "VALIDATION_FAILED: wrong defaults, no row, more than 500, or too long a text")
  @APIResponse(responseCode = "503", description = "COMPANY_UNAVAILABLE")
  public Uni<RestResponse<?>> invite(
      @PathParam("companyId") UUID companyId,
      @QueryParam("preview") @DefaultValue("false") boolean preview,
      @HeaderParam("Prefer") @Nullable String prefer,
      @NotNull BatchRequest request) {
    Caller caller = currentCaller.get();
    return preview ? preview(caller, request) : begin(caller, request, prefer);
  }

  private Uni<RestResponse<?>> preview(Caller caller, BatchRequest request) {
    return previewBatch.preview(caller, request).map(Answers::orProblem).map(RestResponse::ok);
  }

  private Uni<RestResponse<?>> begin(Caller caller, BatchRequest request, @Nullable String prefer) {
    return beginBatch
        .begin(caller, request, keys.of(caller, request))
        .map(Answers::orProblem)
        .chain(created -> operations.begun(caller, created, prefer))
        .map(answer -> answer);
  }
}
