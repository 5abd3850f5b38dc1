package dev.rollcall.identity.offices;

import dev.rollcall.identity.Office;
import dev.rollcall.identity.OfficeClosing;
import dev.rollcall.identity.OfficeClosingRules;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.etag.Versions;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Replays;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import dev.rollcall.platform.web.operations.OperationAnswers;
import dev.rollcall.platform.web.operations.OperationView;
import dev.rollcall.platform.web.paging.Page;
import dev.rollcall.platform.web.paging.PageRequest;
import dev.rollcall.platform.web.paging.Paging;
import dev.rollcall.platform.web.problem.Answers;
import dev.rollcall.platform.web.waiting.Waiting;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Offices (CO-3). */
@Tag(name = "Offices")
@Path("/identity/v1/companies/{companyId}/offices")
public class OfficeResource {

  private final CurrentCaller currentCaller;
  private final RequestKeys requestKeys;
  private final Paging paging;
  private final ReadOffices readOffices;
  private final ChangeOffices changeOffices;
  private final CloseOffice closeOffice;
  private final OperationAnswers operations;
  private final Waiting waiting;

  OfficeResource(
      CurrentCaller currentCaller,
      RequestKeys requestKeys,
      Paging paging,
      ReadOffices readOffices,
      ChangeOffices changeOffices,
      CloseOffice closeOffice,
      OperationAnswers operations,
      Waiting waiting) {
    this.currentCaller = currentCaller;
    this.requestKeys = requestKeys;
    this.paging = paging;
    this.readOffices = readOffices;
    this.changeOffices = changeOffices;
    this.closeOffice = closeOffice;
    this.operations = operations;
    this.waiting = waiting;
  }

  /** Every member may see the offices. */
  @GET
  @RequiresPermission({})
  @Operation(summary = "The company's offices, oldest first")
  @APIResponse(responseCode = "200", description = "One page")
  @APIResponse(responseCode = "422", description = "limit out of range or broken cursor")
  public Uni<RestResponse<Page<OfficeView>>> list(
      UUID companyId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context UriInfo uri) {
    PageRequest request = paging.request(uri, limit, cursor);
    return readOffices
        .page(currentCaller.get().company(), request)
        .map(found -> found.stream().map(OfficeView::of).toList())
        .map(found -> paging.answer(uri, request, found, OfficeResource::key));
  }

  private static List<String> key(OfficeView office) {
    return List.of(office.id().toString());
  }

  @POST
  @RequiresPermission("offices.manage")
  @Operation(summary = "Open an office")
  @APIResponse(responseCode = "201", description = "The office, with Location and ETag")
  @APIResponse(responseCode = "422", description = "VALIDATION_FAILED")
  public Uni<RestResponse<OfficeView>> open(UUID companyId, OfficeRequest request) {
    Caller caller = currentCaller.get();
    return changeOffices
        .open(caller, request.wish(), requestKeys.of(caller, request))
        .map(Answers::orProblem)
        .chain(created -> opened(caller, created));
  }

  private Uni<RestResponse<OfficeView>> opened(Caller caller, Created created) {
    return readOffices
        .one(caller.company(), created.id())
        .map(Answers::orProblem)
        .map(office -> made(office, created.replayed()));
  }

  private static RestResponse<OfficeView> made(Office office, boolean replayed) {
    String location =
        "/identity/v1/companies/%s/offices/%s".formatted(office.companyId(), office.id());
    ResponseBuilder<OfficeView> answer =
        ResponseBuilder.<OfficeView>create(RestResponse.Status.CREATED)
            .entity(OfficeView.of(office))
            .header(HttpHeaders.LOCATION, location)
            .header(HttpHeaders.ETAG, Versions.etag(office.version()));
    return Replays.mark(answer, replayed).build();
  }

  @GET
  @Path("/{officeId}")
  @RequiresPermission({})
  @Operation(summary = "One office, deleted or not")
  @APIResponse(responseCode = "200", description = "The office, with an ETag")
  @APIResponse(responseCode = "404", description = "No such office in this company")
  public Uni<RestResponse<OfficeView>> read(UUID companyId, UUID officeId) {
    return readOffices
        .one(currentCaller.get().company(), officeId)
        .map(Answers::orProblem)
        .map(OfficeResource::tagged);
  }

  @PATCH
  @Path("/{officeId}")
  @RequiresPermission("offices.manage")
  @Operation(summary = "Change name or time zone; country and price level stay")
  @APIResponse(responseCode = "200", description = "The office as it is now")
  @APIResponse(responseCode = "409", description = "OFFICE_CLOSING, OFFICE_GONE")
  @APIResponse(responseCode = "412", description = "STALE_VERSION: If-Match does not match")
  @APIResponse(responseCode = "422", description = "VALIDATION_FAILED")
  public Uni<RestResponse<OfficeView>> change(
      UUID companyId,
      UUID officeId,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      OfficeRequest request) {
    return changeOffices
        .change(currentCaller.get(), officeId, request.wish(), ifMatch)
        .map(Answers::orProblem)
        .map(OfficeResource::tagged);
  }

  private static RestResponse<OfficeView> tagged(Office office) {
    return ResponseBuilder.ok(OfficeView.of(office))
        .header(HttpHeaders.ETAG, Versions.etag(office.version()))
        .build();
  }

  /** The owners of what may be in it are asked, so this is a process (CO-3). */
  @DELETE
  @Path("/{officeId}")
  @RequiresPermission("offices.manage")
  @Operation(
      summary = "Delete an office that nothing is in",
      description =
          "It closes, so that nothing new comes into it, and is deleted once billing and numbering"
              + " have granted that; else it is open again. Prefer: wait=N waits for that, 2 s where"
              + " it isn't given.")
  @APIResponse(responseCode = "204", description = "Deleted")
  @APIResponse(
      responseCode = "202",
      description = "CLOSING still; Location is the operation that tells how it ends")
  @APIResponse(
      responseCode = "409",
      description =
          "OFFICE_IN_USE, with how many users, pendingInvitations, licenses and numbers are in it;"
              + " HEAD_OFFICE; OFFICE_CLOSING while it closes already")
  @APIResponse(responseCode = "412", description = "STALE_VERSION: If-Match does not match")
  @APIResponse(
      responseCode = "503",
      description = "OFFICE_CLOSING_UNANSWERED: the owners didn't answer in time; it is open again")
  public Uni<RestResponse<OperationView>> delete(
      UUID companyId,
      UUID officeId,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @HeaderParam("Prefer") @Nullable String prefer) {
    Caller caller = currentCaller.get();
    return closeOffice
        .begin(caller, officeId, ifMatch)
        .map(Answers::orProblem)
        .chain(process -> closed(caller, process, prefer));
  }

  private Uni<RestResponse<OperationView>> closed(
      Caller caller, UUID process, @Nullable String prefer) {
    return waiting
        .until(
            process,
            waiting.preferred(prefer),
            () -> closeOffice.read(caller.company(), process),
            found -> found.map(OfficeClosing::settled).orElse(true))
        .chain(found -> closed(caller, process, found.filter(OfficeClosing::settled)));
  }

  private Uni<RestResponse<OperationView>> closed(
      Caller caller, UUID process, Optional<OfficeClosing> settled) {
    return settled
        .map(OfficeClosingRules::outcome)
        .map(Answers::orProblem)
        .map(deleted -> Uni.createFrom().item(RestResponse.<OperationView>noContent()))
        .orElseGet(() -> operations.begun(caller, new Created(process, false), null));
  }
}
