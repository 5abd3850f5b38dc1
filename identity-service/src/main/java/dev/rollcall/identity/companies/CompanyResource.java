package dev.rollcall.identity.companies;

import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.etag.Versions;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A company's settings (CO-2). */
@Tag(name = "Companies")
@Path("/identity/v1/companies/{companyId}")
public class CompanyResource {

  private final CurrentCaller currentCaller;
  private final ReadCompany readCompany;
  private final ChangeCompany changeCompany;

  CompanyResource(
      CurrentCaller currentCaller, ReadCompany readCompany, ChangeCompany changeCompany) {
    this.currentCaller = currentCaller;
    this.readCompany = readCompany;
    this.changeCompany = changeCompany;
  }

  /** The settings; the billing e-mail only for company admins. */
  @GET
  @RequiresPermission({})
  @Operation(summary = "The company's settings")
  @APIResponse(responseCode = "200", description = "The settings, with an ETag")
  @APIResponse(responseCode = "404", description = "No such company, or not a member of it")
  public Uni<RestResponse<CompanyView>> read(UUID companyId) {
    return answer(currentCaller.get());
  }

  /** CO-2. */
  @PATCH
  @RequiresPermission("company.manage")
  @Operation(summary = "Change settings; what is left out stays")
  @APIResponse(responseCode = "200", description = "The settings as they are now")
  @APIResponse(responseCode = "403", description = "Not a company admin")
  @APIResponse(responseCode = "409", description = "PRODUCT_IN_USE: users have the product")
  @APIResponse(responseCode = "412", description = "STALE_VERSION: If-Match does not match")
  @APIResponse(responseCode = "422", description = "VALIDATION_FAILED")
  public Uni<RestResponse<CompanyView>> change(
      UUID companyId,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      CompanyChangeRequest request) {
    Caller caller = currentCaller.get();
    return changeCompany
        .change(caller, request.change(), ifMatch)
        .map(Answers::orProblem)
        .chain(changed -> answer(caller));
  }

  private Uni<RestResponse<CompanyView>> answer(Caller caller) {
    return readCompany
        .read(caller.company())
        .map(Answers::orProblem)
        .map(page -> tagged(page, caller));
  }

  private static RestResponse<CompanyView> tagged(CompanyPage page, Caller caller) {
    boolean withBillingEmail = caller.scope("company.billing-email").isPresent();
    return RestResponse.ResponseBuilder.ok(CompanyView.of(page, withBillingEmail))
        .header(HttpHeaders.ETAG, Versions.etag(page.company().version()))
        .build();
  }
}
