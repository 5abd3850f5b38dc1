package dev.rollcall.identity.drift;

import dev.rollcall.identity.storage.DriftReports;
import dev.rollcall.identity.storage.DriftReports.ReportLine;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Replays;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import dev.rollcall.platform.web.paging.Page;
import dev.rollcall.platform.web.paging.PageRequest;
import dev.rollcall.platform.web.paging.Paging;
import dev.rollcall.platform.web.problem.Answers;
import dev.rollcall.platform.web.waiting.Waiting;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Drift reports. */
@Tag(name = "Drift reports")
@Path("/identity/v1/companies/{companyId}/drift-reports")
public class DriftReportResource {

  private static final String MANAGE = "company.manage";
  private static final String EXAMPLE =
      """
      {"id":"01999999-0000-7000-8000-000000000010","status":"DONE",
      "requestedBy":"01999999-0000-7000-8000-000000000001","checked":42,"findings":1,"failure":null,
      "createdAt":"2026-03-11T09:00:00Z","updatedAt":"2026-03-11T09:00:11Z",
      "settledAt":"2026-03-11T09:00:11Z"}
      """;

  private final CurrentCaller currentCaller;
  private final RequestKeys requestKeys;
  private final Paging paging;
  private final Waiting waiting;
  private final DriftReports reports;
  private final BeginReport beginReport;

  DriftReportResource(
      CurrentCaller currentCaller,
      RequestKeys requestKeys,
      Paging paging,
      Waiting waiting,
      DriftReports reports,
      BeginReport beginReport) {
    this.currentCaller = currentCaller;
    this.requestKeys = requestKeys;
    this.paging = paging;
    this.waiting = waiting;
    this.reports = reports;
    this.beginReport = beginReport;
  }

  @POST
  @RequiresPermission(MANAGE)
  @Operation(
      summary = "Compare what the services believe about each other",
      description =
          "Members, licenses, numbers, invitations' seats and logins. What looks wrong is looked at"
              + " again after a while before it is reported. No body.")
  @APIResponse(
      responseCode = "201",
      description = "The report, settled in time (Prefer: wait)",
      content = @Content(examples = @ExampleObject(name = "one finding", value = EXAMPLE)))
  @APIResponse(responseCode = "202", description = "The report as it is so far, with Location")
  @APIResponse(responseCode = "409", description = "DRIFT_REPORT_RUNNING")
  public Uni<RestResponse<ReportView>> report(
      UUID companyId, @HeaderParam("Prefer") @Nullable String prefer) {
    Caller caller = currentCaller.get();
    return beginReport
        .begin(caller, requestKeys.of(caller, Map.of()))
        .map(Answers::orProblem)
        .chain(created -> begun(caller, created, prefer));
  }

  private Uni<RestResponse<ReportView>> begun(
      Caller caller, Created created, @Nullable String prefer) {
    return waiting
        .until(
            created.id(),
            waiting.preferred(prefer),
            () -> find(caller, created.id()),
            DriftReportResource::settled)
        .map(Answers::orProblem)
        .map(report -> made(caller, report, created.replayed()));
  }

  private static boolean settled(Outcome<ReportLine> report) {
    return report.fold(ReportLine::settled, refusal -> true);
  }

  private static RestResponse<ReportView> made(Caller caller, ReportLine report, boolean replayed) {
    ResponseBuilder<ReportView> answer =
        ResponseBuilder.<ReportView>create(
                report.settled() ? RestResponse.Status.CREATED : RestResponse.Status.ACCEPTED)
            .entity(ReportView.of(report))
            .header(
                HttpHeaders.LOCATION,
                "/identity/v1/companies/%s/drift-reports/%s"
                    .formatted(caller.company(), report.id()));
    return Replays.mark(answer, replayed).build();
  }

  @GET
  @RequiresPermission(MANAGE)
  @Operation(summary = "The company's drift reports, newest first")
  @APIResponse(
      responseCode = "200",
      description = "One page",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      name = "one report",
                      value = "{\"items\":[" + EXAMPLE + "],\"nextCursor\":null}")))
  @APIResponse(responseCode = "422", description = "limit out of range or broken cursor")
  public Uni<RestResponse<Page<ReportView>>> list(
      UUID companyId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context UriInfo uri) {
    PageRequest request = paging.request(uri, limit, cursor);
    return reports
        .page(currentCaller.get().company(), request)
        .map(found -> found.stream().map(ReportView::of).toList())
        .map(
            found -> paging.answer(uri, request, found, report -> List.of(report.id().toString())));
  }

  @GET
  @Path("/{reportId}")
  @RequiresPermission(MANAGE)
  @Operation(summary = "One drift report")
  @APIResponse(
      responseCode = "200",
      description = "The report",
      content = @Content(examples = @ExampleObject(name = "one finding", value = EXAMPLE)))
  @APIResponse(responseCode = "404", description = "No such report in this company")
  public Uni<ReportView> read(UUID companyId, UUID reportId) {
    return find(currentCaller.get(), reportId).map(Answers::orProblem).map(ReportView::of);
  }

  private Uni<Outcome<ReportLine>> find(Caller caller, UUID report) {
    return reports.find(caller.company(), report).map(Outcomes::orNotFound);
  }
}
