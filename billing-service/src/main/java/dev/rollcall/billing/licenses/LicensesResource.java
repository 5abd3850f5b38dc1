package dev.rollcall.billing.licenses;

import dev.rollcall.billing.LicenseState;
import dev.rollcall.billing.LicenseType;
import dev.rollcall.billing.Plan;
import dev.rollcall.billing.provisioning.KnownCompanies;
import dev.rollcall.billing.storage.LicenseFilter;
import dev.rollcall.billing.storage.LicenseReads;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.paging.Page;
import dev.rollcall.platform.web.paging.PageRequest;
import dev.rollcall.platform.web.paging.Paging;
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
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code GET …/licenses} and {@code …/licenses/summary} (BIL-2). */
@Path("/billing/v1/companies/{companyId}/licenses")
public class LicensesResource {

  private final LicenseReads licenses;
  private final KnownCompanies known;
  private final Paging paging;
  private final CurrentCaller caller;

  LicensesResource(
      LicenseReads licenses, KnownCompanies known, Paging paging, CurrentCaller caller) {
    this.licenses = licenses;
    this.known = known;
    this.paging = paging;
    this.caller = caller;
  }

  @GET
  @RequiresPermission("billing.read")
  @Operation(
      summary = "The company's licenses",
      description = "Oldest first. Office admins see their offices'.")
  @APIResponse(
      responseCode = "200",
      description = "A page of licenses",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      name = "one reserved for an invitation",
                      value =
                          """
                          {"items":[{"id":"01999999-0000-7000-8000-000000000005","type":"TALK","plan":"BASIC",
                          "officeId":"01999999-0000-7000-8000-000000000003","state":"RESERVED","origin":"SIGNUP",
                          "holder":{"invitationId":"01999999-0000-7000-8000-000000000004"},
                          "createdAt":"2026-03-11T09:00:01Z","updatedAt":"2026-03-11T09:30:00Z"}],"nextCursor":null}
                          """)))
  @APIResponse(responseCode = "422", description = "A filter, limit or cursor that can't be read")
  public Uni<RestResponse<Page<LicenseView>>> list(
      @Context UriInfo uri,
      @QueryParam("officeId") @Nullable UUID officeId,
      @QueryParam("type") @Nullable LicenseType type,
      @QueryParam("plan") @Nullable Plan plan,
      @QueryParam("state") @Nullable LicenseState state,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Caller reader = caller.get();
    PageRequest page = paging.request(uri, limit, cursor);
    var filter = new LicenseFilter(officeId, type, plan, state, reader.officesOf("billing.read"));
    return known
        .orLearn(reader.company(), () -> licenses.list(reader.company(), filter, page))
        .map(found -> found.stream().map(LicenseView::of).toList())
        .map(found -> paging.answer(uri, page, found, LicensesResource::key));
  }

  @GET
  @Path("/summary")
  @RequiresPermission("billing.read")
  @Operation(
      summary = "Counts of the company's licenses",
      description =
          "Per office, type and plan: purchased = free + reserved + assigned. Office admins see"
              + " their offices'.")
  @APIResponse(
      responseCode = "200",
      description = "The counts",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      name = "after an invitation",
                      value =
                          """
                          {"items":[{"officeId":"01999999-0000-7000-8000-000000000003","type":"TALK","plan":"BASIC",
                          "purchased":3,"free":1,"reserved":1,"assigned":1}]}
                          """)))
  public Uni<LicenseSummaryView> summary() {
    Caller reader = caller.get();
    return known
        .orLearn(
            reader.company(),
            () -> licenses.summary(reader.company(), reader.officesOf("billing.read")))
        .map(LicenseSummaryView::new);
  }

  private static List<String> key(LicenseView license) {
    return List.of(license.id().toString());
  }
}
