package dev.rollcall.numbering.listing;

import dev.rollcall.numbering.NumberState;
import dev.rollcall.numbering.NumberType;
import dev.rollcall.numbering.Refusals;
import dev.rollcall.numbering.storage.NumberFilter;
import dev.rollcall.numbering.storage.NumberReads;
import dev.rollcall.numbering.storage.NumberView;
import dev.rollcall.numbering.storage.ReservedNumberView;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.access.Scope;
import dev.rollcall.platform.web.etag.Versions;
import dev.rollcall.platform.web.paging.Page;
import dev.rollcall.platform.web.paging.PageRequest;
import dev.rollcall.platform.web.paging.Paging;
import dev.rollcall.platform.web.problem.RefusalException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** {@code GET …/numbers}, {@code …/numbers/{e164}} and {@code …/reserved-numbers} (NUM-4). */
@Path("/numbering/v1/companies/{companyId}")
public class NumberListsResource {

  private final NumberReads numbers;
  private final Paging paging;
  private final CurrentCaller caller;

  NumberListsResource(NumberReads numbers, Paging paging, CurrentCaller caller) {
    this.numbers = numbers;
    this.paging = paging;
    this.caller = caller;
  }

  @GET
  @Path("/numbers")
  @RequiresPermission("numbers.read")
  @Operation(
      summary = "The company's numbers",
      description = "Office admins see their offices', users their own.")
  public Uni<RestResponse<Page<NumberView>>> list(
      @Context UriInfo uri,
      @QueryParam("state") @Nullable String state,
      @QueryParam("type") @Nullable String type,
      @QueryParam("officeId") @Nullable UUID officeId,
      @QueryParam("userId") @Nullable UUID userId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    PageRequest page = paging.request(uri, limit, cursor);
    NumberFilter filter =
        narrowed(
            caller.get(),
            oneOf(NumberState.values(), state, "/?state"),
            oneOf(NumberType.values(), type, "/?type"),
            officeId,
            userId);
    return numbers
        .list(caller.get().company(), filter, page)
        .map(found -> paging.answer(uri, page, found, number -> List.of(number.e164())));
  }

  @GET
  @Path("/numbers/{e164}")
  @RequiresPermission("numbers.read")
  @Operation(summary = "One number")
  public Uni<RestResponse<NumberView>> get(@PathParam("e164") String e164) {
    Caller reader = caller.get();
    return numbers
        .find(reader.company(), e164)
        .map(found -> found.filter(number -> mayRead(reader, number)))
        .map(found -> found.orElseThrow(() -> new RefusalException(Refusal.notFound())))
        .map(
            number ->
                ResponseBuilder.ok(number).header("ETag", Versions.etag(number.version())).build());
  }

  @GET
  @Path("/reserved-numbers")
  @RequiresPermission("numbers.manage")
  @Operation(
      summary = "The reserved pool",
      description =
          "Numbers that the company owns and nobody uses: type, who they were last for, in which office, and when they were unassigned (NUM-4).")
  public Uni<RestResponse<Page<ReservedNumberView>>> pool(
      @Context UriInfo uri,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    PageRequest page = paging.request(uri, limit, cursor);
    return numbers
        .pool(caller.get().company(), caller.get().officesOf("numbers.manage"), page)
        .map(found -> paging.answer(uri, page, found, number -> List.of(number.e164())));
  }

  private static NumberFilter narrowed(
      Caller reader,
      @Nullable NumberState state,
      @Nullable NumberType type,
      @Nullable UUID officeId,
      @Nullable UUID userId) {
    Scope scope = reader.scope("numbers.read").orElse(Scope.OWN);
    if (scope == Scope.OWN && userId != null && !userId.equals(reader.userId())) {
      throw new RefusalException(Refusals.notInScope());
    }
    Optional<Set<UUID>> offices =
        scope == Scope.OFFICES ? reader.officesOf("numbers.read") : Optional.empty();
    return new NumberFilter(
        state, type, officeId, scope == Scope.OWN ? reader.userId() : userId, offices);
  }

  private static boolean mayRead(Caller reader, NumberView number) {
    boolean own = number.assignee() != null && number.assignee().userId().equals(reader.userId());
    return own || reader.mayIn(number.officeId(), "numbers.read");
  }

  private static <T extends Enum<T>> @Nullable T oneOf(
      T[] known, @Nullable String wanted, String pointer) {
    if (wanted == null) {
      return null;
    }
    return Arrays.stream(known)
        .filter(value -> value.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusalException(
                    Refusal.invalid(pointer, "must be one of " + Arrays.toString(known))));
  }
}
