package dev.rollcall.numbering.buying;

import dev.rollcall.numbering.Purchase;
import dev.rollcall.numbering.Refusals;
import dev.rollcall.numbering.storage.NumberReads;
import dev.rollcall.numbering.storage.NumberView;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.etag.Versions;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Replays;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import dev.rollcall.platform.web.problem.Answers;
import dev.rollcall.platform.web.problem.RefusalException;
import dev.rollcall.platform.web.waiting.Waiting;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** {@code POST …/numbers}: buys a held number (NUM-2). */
@Path("/numbering/v1/companies/{companyId}/numbers")
public class NumbersResource {

  /**
   * What to buy.
   *
   * @param quoteId a quote of billing; without one the price of the catalogue applies
   */
  public record BuyRequest(@NotNull UUID holdId, @NotNull UUID officeId, @Nullable UUID quoteId) {}

  private final BuyNumber buying;
  private final NumberReads numbers;
  private final Waiting waiting;
  private final CurrentCaller caller;
  private final RequestKeys keys;

  NumbersResource(
      BuyNumber buying,
      NumberReads numbers,
      Waiting waiting,
      CurrentCaller caller,
      RequestKeys keys) {
    this.buying = buying;
    this.numbers = numbers;
    this.waiting = waiting;
    this.caller = caller;
    this.keys = keys;
  }

  @POST
  @RequiresPermission("numbers.manage")
  @Operation(
      summary = "Buy a held number",
      description =
          "Billing agrees, the carrier sells, and the number lies in the reserved pool. A hold that"
              + " is over → 410.")
  @APIResponse(responseCode = "201", description = "Bought")
  @APIResponse(responseCode = "409", description = "OFFICE_CLOSING, STALE_QUOTE, NUMBER_TAKEN")
  @APIResponse(responseCode = "410", description = "HOLD_EXPIRED")
  @APIResponse(responseCode = "202", description = "Still being bought; see Location")
  public Uni<RestResponse<NumberView>> buy(
      @Valid @NotNull BuyRequest request,
      @Parameter(example = "wait=5") @HeaderParam("Prefer") @Nullable String prefer) {
    if (request.quoteId() != null) {
      throw new RefusalException(Refusals.unknownQuote());
    }
    Caller buyer = caller.get();
    return buying
        .buy(buyer, request.holdId(), request.officeId(), keys.of(buyer, request))
        .map(Answers::orProblem)
        .chain(created -> settled(buyer, created, prefer));
  }

  private Uni<RestResponse<NumberView>> settled(
      Caller buyer, Created created, @Nullable String prefer) {
    return waiting
        .until(
            created.id(),
            waiting.preferred(prefer),
            () -> buying.get(buyer.company(), created.id()),
            purchase -> purchase.state().settled())
        .chain(purchase -> render(purchase, created.replayed()));
  }

  private Uni<RestResponse<NumberView>> render(Purchase purchase, boolean replayed) {
    if (purchase.state() == Purchase.State.FAILED) {
      throw new RefusalException(PurchaseRules.refusal(purchase));
    }
    return numbers
        .find(purchase.companyId(), purchase.e164())
        .chain(
            number ->
                number
                    .map(found -> Uni.createFrom().item(answer(purchase, found, replayed)))
                    .orElseGet(() -> givenBack(purchase)));
  }

  /** The purchase has failed since it was read: its number went with it. */
  private Uni<RestResponse<NumberView>> givenBack(Purchase waited) {
    return buying
        .get(waited.companyId(), waited.id())
        .map(PurchaseRules::refusal)
        .chain(refusal -> Uni.createFrom().failure(new RefusalException(refusal)));
  }

  private static RestResponse<NumberView> answer(
      Purchase purchase, NumberView number, boolean replayed) {
    RestResponse.Status status =
        purchase.state().settled() ? RestResponse.Status.CREATED : RestResponse.Status.ACCEPTED;
    ResponseBuilder<NumberView> answer =
        ResponseBuilder.create(status, number)
            .header(
                HttpHeaders.LOCATION,
                "/numbering/v1/companies/%s/numbers/%s"
                    .formatted(purchase.companyId(), number.e164()))
            .header("ETag", Versions.etag(number.version()));
    return Replays.mark(answer, replayed).build();
  }
}
