package dev.rollcall.billing.quoting;

import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Replays;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code POST …/quotes} (BIL-6). */
@Path("/billing/v1/companies/{companyId}/quotes")
public class QuotesResource {

  private final MakeQuote makeQuote;
  private final CurrentCaller caller;
  private final RequestKeys keys;

  QuotesResource(MakeQuote makeQuote, CurrentCaller caller, RequestKeys keys) {
    this.makeQuote = makeQuote;
    this.caller = caller;
    this.keys = keys;
  }

  @POST
  @RequiresPermission("billing.manage")
  @Operation(
      summary = "What an order would cost now",
      description =
          "A purchase costs the rest of the period, by day in the time zone of billing, at the"
              + " price level of the office, rounded half up once per line. A removal takes free"
              + " licenses, bought ones first, takes effect at the renewal and costs nothing. The"
              + " quote is bound by passing its id, once, until it expires: at the company's"
              + " midnight at the latest.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = QuoteRequest.class),
              examples =
                  @ExampleObject(
                      name = "one license",
                      value =
                          """
                          {"action":"BUY_LICENSES","type":"TALK","plan":"PLUS","quantity":1,
                          "officeId":"01999999-0000-7000-8000-000000000003"}
                          """)))
  @APIResponse(
      responseCode = "201",
      description = "The quote",
      content =
          @Content(
              schema = @Schema(implementation = QuoteView.class),
              examples =
                  @ExampleObject(
                      name = "bought on the 11th of March",
                      value =
                          """
                          {"id":"01999999-0000-7000-8000-00000000000a","action":"BUY_LICENSES","type":"TALK","plan":"PLUS",
                          "quantity":1,"officeId":"01999999-0000-7000-8000-000000000003","lines":[
                          {"description":"TALK PLUS, Head office","quantity":1,"unitPrice":{"amount":"25.00","currency":"USD"},
                          "amount":{"amount":"16.94","currency":"USD"},"from":"2026-03-11","to":"2026-04-01"}],
                          "total":{"amount":"16.94","currency":"USD"},"expiresAt":"2026-03-11T10:00:00Z",
                          "hash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                          "createdAt":"2026-03-11T09:00:00Z"}
                          """)))
  @APIResponse(responseCode = "403", description = "FORBIDDEN, SIGNUP_LICENSE_REMOVED")
  @APIResponse(responseCode = "404", description = "No such company for the caller")
  @APIResponse(
      responseCode = "409",
      description = "COMPANY_SUSPENDED, OFFICE_CLOSING, NO_PRICE, NO_FREE_LICENSE")
  @APIResponse(responseCode = "422", description = "VALIDATION_FAILED")
  @APIResponse(responseCode = "503", description = "IDENTITY_UNAVAILABLE")
  public Uni<RestResponse<QuoteView>> quote(@NotNull QuoteRequest request) {
    Caller asking = caller.get();
    return makeQuote
        .quote(asking, Answers.orProblem(request.order()), keys.of(asking, request))
        .map(Answers::orProblem)
        .chain(created -> answer(asking, created));
  }

  private Uni<RestResponse<QuoteView>> answer(Caller asking, Created created) {
    return makeQuote
        .read(asking.company(), created.id())
        .map(QuoteView::of)
        .map(view -> ResponseBuilder.create(RestResponse.Status.CREATED, view))
        .map(answer -> Replays.mark(answer, created.replayed()).build());
  }
}
