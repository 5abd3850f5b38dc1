package dev.rollcall.numbering.assigning;

import dev.rollcall.numbering.PhoneNumber;
import dev.rollcall.numbering.storage.NumberReads;
import dev.rollcall.numbering.storage.NumberView;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.etag.Versions;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** {@code …/numbers/{e164}/assignment} (NUM-6). */
@Path("/numbering/v1/companies/{companyId}/numbers/{e164}/assignment")
public class AssignmentResource {

  /** Who gets the number. */
  public record AssignmentRequest(@NotNull UUID userId) {}

  private final AssignNumber assigning;
  private final NumberReads numbers;
  private final CurrentCaller caller;

  AssignmentResource(AssignNumber assigning, NumberReads numbers, CurrentCaller caller) {
    this.assigning = assigning;
    this.numbers = numbers;
    this.caller = caller;
  }

  @PUT
  @RequiresPermission("numbers.manage")
  @Operation(
      summary = "Assign a number to a user",
      description =
          "From the reserved pool; the number moves to the user's office. LOCAL and FAX numbers"
              + " need an office in their country (409).")
  @APIResponse(
      responseCode = "409",
      description = "COUNTRY_MISMATCH, HELD_FOR_RESTORE, ILLEGAL_TRANSITION, OFFICE_CLOSING")
  public Uni<RestResponse<NumberView>> assign(
      @PathParam("e164") String e164,
      @Valid @NotNull AssignmentRequest request,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    return assigning.assign(caller.get(), e164, request.userId(), ifMatch).chain(this::render);
  }

  @DELETE
  @RequiresPermission("numbers.manage")
  @Operation(
      summary = "Take a number back",
      description = "It goes to the reserved pool, with who it was last for.")
  @APIResponse(responseCode = "409", description = "HELD_FOR_RESTORE, ILLEGAL_TRANSITION")
  public Uni<RestResponse<NumberView>> unassign(
      @PathParam("e164") String e164, @HeaderParam("If-Match") @Nullable String ifMatch) {
    return assigning.unassign(caller.get(), e164, ifMatch).chain(this::render);
  }

  private Uni<RestResponse<NumberView>> render(Outcome<PhoneNumber> outcome) {
    PhoneNumber number = Answers.orProblem(outcome);
    return numbers
        .find(number.companyId(), number.e164())
        .map(
            view ->
                ResponseBuilder.ok(view.orElseThrow())
                    .header("ETag", Versions.etag(view.orElseThrow().version()))
                    .build());
  }
}
