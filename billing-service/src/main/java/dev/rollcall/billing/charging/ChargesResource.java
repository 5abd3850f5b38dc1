package dev.rollcall.billing.charging;

import dev.rollcall.billing.Statement;
import dev.rollcall.billing.provisioning.KnownCompanies;
import dev.rollcall.billing.storage.UsageReads;
import dev.rollcall.billing.storage.UsageReads.Used;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code GET …/charges}: what the current period costs (BIL-4, BIL-11). */
@Path("/billing/v1/companies/{companyId}/charges")
public class ChargesResource {

  private final UsageReads usages;
  private final KnownCompanies known;
  private final CurrentCaller caller;
  private final ProductClock clock;

  ChargesResource(
      UsageReads usages, KnownCompanies known, CurrentCaller caller, ProductClock clock) {
    this.usages = usages;
    this.known = known;
    this.caller = caller;
    this.clock = clock;
  }

  @GET
  @RequiresPermission("billing.read")
  @Operation(
      summary = "What the current period costs",
      description =
          "Licenses, and numbers beyond the entitlement. A period is a month from the day of the"
              + " sign-up, in the time zone of billing; what came in mid-period is prorated by day."
              + " Office admins see their offices' lines.")
  @APIResponse(
      responseCode = "200",
      description = "The lines and their total",
      content =
          @Content(
              schema = @Schema(implementation = ChargesView.class),
              examples =
                  @ExampleObject(
                      name = "the first month, and a fourth number",
                      value =
                          """
                          {"period":{"from":"2026-03-11","to":"2026-04-11"},"lines":[
                          {"description":"TALK BASIC, Head office","quantity":3,"unitPrice":{"amount":"15.00","currency":"USD"},
                          "amount":{"amount":"45.00","currency":"USD"},"from":"2026-03-11","to":"2026-04-11"},
                          {"description":"LOCAL number +14155550123","quantity":1,"unitPrice":{"amount":"5.00","currency":"USD"},
                          "amount":{"amount":"3.39","currency":"USD"},"from":"2026-03-21","to":"2026-04-11"}],
                          "total":{"amount":"48.39","currency":"USD"}}
                          """)))
  public Uni<ChargesView> charges() {
    Caller reader = caller.get();
    return known
        .orLearn(
            reader.company(),
            () ->
                usages.current(reader.company(), clock.instant(), reader.officesOf("billing.read")))
        .map(ChargesResource::statement)
        .map(ChargesView::of);
  }

  private static Statement statement(Used used) {
    return Statement.of(used.period(), used.usages(), used.subscription().currency());
  }
}
