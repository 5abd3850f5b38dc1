package dev.rollcall.billing.licenses;

import dev.rollcall.billing.Subscription;
import dev.rollcall.billing.provisioning.KnownCompanies;
import dev.rollcall.billing.storage.SubscriptionReads;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.etag.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code GET …/subscription}. */
@Path("/billing/v1/companies/{companyId}/subscription")
public class SubscriptionResource {

  private final SubscriptionReads subscriptions;
  private final KnownCompanies known;
  private final CurrentCaller caller;
  private final ProductClock clock;

  SubscriptionResource(
      SubscriptionReads subscriptions,
      KnownCompanies known,
      CurrentCaller caller,
      ProductClock clock) {
    this.subscriptions = subscriptions;
    this.known = known;
    this.caller = caller;
    this.clock = clock;
  }

  @GET
  @RequiresPermission("billing.read")
  @Operation(
      summary = "The company's subscription",
      description = "There as soon as the company is: where billing hasn't heard of it, it asks.")
  @APIResponse(
      responseCode = "200",
      description = "The subscription, with an ETag",
      content =
          @Content(
              schema = @Schema(implementation = SubscriptionView.class),
              examples =
                  @ExampleObject(
                      name = "just signed up",
                      value =
                          """
                          {"companyId":"01999999-0000-7000-8000-000000000000","edition":"STANDARD","status":"ACTIVE",
                          "anchorDay":11,"catalogueVersion":1,"currency":"USD","timeZone":"America/New_York",
                          "period":{"from":"2026-03-11","to":"2026-04-11"},"startedAt":"2026-03-11T09:00:00Z",
                          "createdAt":"2026-03-11T09:00:01Z","updatedAt":"2026-03-11T09:00:01Z"}
                          """)))
  public Uni<RestResponse<SubscriptionView>> get() {
    UUID company = caller.get().company();
    return known.orLearn(company, () -> subscriptions.find(company)).map(this::answer);
  }

  private RestResponse<SubscriptionView> answer(Subscription subscription) {
    return ResponseBuilder.ok(SubscriptionView.of(subscription, clock.instant()))
        .header("ETag", Versions.etag(subscription.version()))
        .build();
  }
}
