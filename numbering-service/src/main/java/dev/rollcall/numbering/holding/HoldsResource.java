package dev.rollcall.numbering.holding;

import dev.rollcall.numbering.Hold;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.etag.Versions;
import dev.rollcall.platform.web.idempotency.Idempotency.Created;
import dev.rollcall.platform.web.idempotency.Replays;
import dev.rollcall.platform.web.idempotency.RequestKeys;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** {@code …/number-holds} (NUM-2). */
@Path("/numbering/v1/companies/{companyId}/number-holds")
public class HoldsResource {

  /** What to hold. */
  public record HoldRequest(
      @Schema(examples = "+14155550123")
          @NotNull
          @Pattern(regexp = "\\+[1-9][0-9]{6,14}", message = "must be a number in E.164")
          String e164) {}

  /** Until when to hold it. */
  public record ExtendRequest(
      @Schema(examples = "2026-03-11T10:30:00Z") @NotNull Instant expiresAt) {}

  private final HoldNumber holding;
  private final CurrentCaller caller;
  private final RequestKeys keys;

  HoldsResource(HoldNumber holding, CurrentCaller caller, RequestKeys keys) {
    this.holding = holding;
    this.caller = caller;
    this.keys = keys;
  }

  @POST
  @RequiresPermission("numbers.manage")
  @Operation(
      summary = "Hold a number",
      description = "Keeps it for 15 minutes; of many who hold one number at once, one gets it.")
  @APIResponse(responseCode = "201", description = "Held")
  @APIResponse(responseCode = "409", description = "NUMBER_TAKEN, TOO_MANY_HOLDS")
  public Uni<RestResponse<HoldView>> hold(@Valid @NotNull HoldRequest request) {
    return holding
        .hold(caller.get(), request.e164(), keys.of(caller.get(), request))
        .map(Answers::orProblem)
        .chain(this::render);
  }

  @GET
  @Path("/{holdId}")
  @RequiresPermission("numbers.manage")
  @Operation(summary = "A hold", description = "With an ETag.")
  @APIResponse(responseCode = "410", description = "HOLD_EXPIRED")
  public Uni<RestResponse<HoldView>> get(@PathParam("holdId") UUID holdId) {
    return holding
        .get(caller.get(), holdId)
        .map(Answers::orProblem)
        .map(hold -> answer(RestResponse.Status.OK, hold).build());
  }

  @PATCH
  @Path("/{holdId}")
  @RequiresPermission("numbers.manage")
  @Operation(summary = "Extend a hold", description = "To at most two hours after its start.")
  @APIResponse(responseCode = "410", description = "HOLD_EXPIRED")
  public Uni<RestResponse<HoldView>> extend(
      @PathParam("holdId") UUID holdId,
      @Valid @NotNull ExtendRequest request,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    return holding
        .extend(caller.get(), holdId, request.expiresAt(), ifMatch)
        .map(Answers::orProblem)
        .map(hold -> answer(RestResponse.Status.OK, hold).build());
  }

  @DELETE
  @Path("/{holdId}")
  @RequiresPermission("numbers.manage")
  @ResponseStatus(204)
  @Operation(summary = "Let a held number go")
  public Uni<Void> release(
      @PathParam("holdId") UUID holdId, @HeaderParam("If-Match") @Nullable String ifMatch) {
    return holding.release(caller.get(), holdId, ifMatch).map(Answers::orProblem).replaceWithVoid();
  }

  private Uni<RestResponse<HoldView>> render(Created created) {
    return holding
        .get(caller.get(), created.id())
        .map(Answers::orProblem)
        .map(hold -> held(hold, created.replayed()));
  }

  private RestResponse<HoldView> held(Hold hold, boolean replayed) {
    ResponseBuilder<HoldView> answer =
        answer(RestResponse.Status.CREATED, hold)
            .header(
                HttpHeaders.LOCATION,
                "/numbering/v1/companies/%s/number-holds/%s"
                    .formatted(caller.get().company(), hold.id()));
    return Replays.mark(answer, replayed).build();
  }

  private static ResponseBuilder<HoldView> answer(RestResponse.Status status, Hold hold) {
    return ResponseBuilder.create(status, HoldView.of(hold))
        .header("ETag", Versions.etag(hold.version()));
  }
}
