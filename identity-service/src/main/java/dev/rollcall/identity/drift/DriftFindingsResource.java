package dev.rollcall.identity.drift;

import dev.rollcall.identity.storage.DriftFindings;
import dev.rollcall.identity.storage.DriftReports;
import dev.rollcall.identity.storage.DriftReports.ReportLine;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.reactive.Outcomes;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.paging.Page;
import dev.rollcall.platform.web.paging.PageRequest;
import dev.rollcall.platform.web.paging.Paging;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What a drift report found. */
@Tag(name = "Drift reports")
@Path("/identity/v1/companies/{companyId}/drift-reports/{reportId}/findings")
public class DriftFindingsResource {

  private final CurrentCaller currentCaller;
  private final Paging paging;
  private final DriftReports reports;
  private final DriftFindings findings;

  DriftFindingsResource(
      CurrentCaller currentCaller, Paging paging, DriftReports reports, DriftFindings findings) {
    this.currentCaller = currentCaller;
    this.paging = paging;
    this.reports = reports;
    this.findings = findings;
  }

  @GET
  @RequiresPermission("company.manage")
  @Operation(summary = "What a report found, and what became of it")
  @APIResponse(
      responseCode = "200",
      description = "One page",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      name = "a license of a deleted user",
                      value =
                          """
                          {"items":[{"id":"01999999-0000-7000-8000-000000000012","kind":"LICENSE_OF_NO_MEMBER",
                          "service":"billing","subject":"01999999-0000-7000-8000-000000000005",
                          "userId":"01999999-0000-7000-8000-000000000006","invitationId":null,
                          "believed":"ASSIGNED","known":"DELETED in version 4","repair":null}],"nextCursor":null}
                          """)))
  @APIResponse(responseCode = "404", description = "No such report in this company")
  @APIResponse(responseCode = "422", description = "limit out of range or broken cursor")
  public Uni<RestResponse<Page<FindingView>>> findings(
      UUID companyId,
      UUID reportId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context UriInfo uri) {
    UUID company = currentCaller.get().company();
    PageRequest request = paging.request(uri, limit, cursor);
    return reports
        .find(company, reportId)
        .map(Outcomes::orNotFound)
        .chain(report -> page(company, report, request))
        .map(Answers::orProblem)
        .map(
            found ->
                paging.answer(uri, request, found, finding -> List.of(finding.id().toString())));
  }

  private Uni<Outcome<List<FindingView>>> page(
      UUID company, Outcome<ReportLine> report, PageRequest request) {
    return Outcomes.chain(
        report,
        line ->
            findings
                .page(company, line.id(), request)
                .map(found -> Outcome.done(found.stream().map(FindingView::of).toList())));
  }
}
