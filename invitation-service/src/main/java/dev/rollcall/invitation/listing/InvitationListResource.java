package dev.rollcall.invitation.listing;

import dev.rollcall.invitation.Status;
import dev.rollcall.invitation.storage.InvitationList.Filter;
import dev.rollcall.invitation.storage.InvitationRow;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.text.SearchText;
import dev.rollcall.platform.text.Unicode;
import dev.rollcall.platform.time.ProductClock;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.paging.Found;
import dev.rollcall.platform.web.paging.Page;
import dev.rollcall.platform.web.paging.PageRequest;
import dev.rollcall.platform.web.paging.Paging;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Reading invitations over HTTP. */
@Path("/invitation/v1/companies/{companyId}/invitations")
@Tag(name = "Invitations")
public class InvitationListResource {

  private static final Set<String> STATUSES =
      Arrays.stream(Status.values()).map(Status::name).collect(Collectors.toUnmodifiableSet());

  private final ListInvitations listInvitations;
  private final InvitationAnswers answers;
  private final CurrentCaller currentCaller;
  private final Paging paging;
  private final ProductClock clock;

  InvitationListResource(
      ListInvitations listInvitations,
      InvitationAnswers answers,
      CurrentCaller currentCaller,
      Paging paging,
      ProductClock clock) {
    this.listInvitations = listInvitations;
    this.answers = answers;
    this.currentCaller = currentCaller;
    this.paging = paging;
    this.clock = clock;
  }

  @GET
  @RequiresPermission("invitations.read")
  @Operation(
      summary = "List invitations, newest first",
      description =
          "Each word of q begins a word of the name or the address, whatever its case and accents. A"
              + " search looks at a bounded number of invitations for each page, so a page may hold"
              + " fewer items than the limit, even none, and have a next one: go on until"
              + " nextCursor is null.")
  @APIResponse(responseCode = "200", description = "a page")
  @APIResponse(responseCode = "401", description = "not signed in")
  @APIResponse(responseCode = "403", description = "without invitations.read")
  @APIResponse(responseCode = "404", description = "no such company for the caller")
  @APIResponse(
      responseCode = "422",
      description = "unknown status, too long a q, bad limit or cursor")
  public Uni<RestResponse<Page<InvitationView>>> list(
      @PathParam("companyId") UUID companyId,
      @QueryParam("status") List<String> status,
      @Parameter(schema = @Schema(maxLength = SearchText.MAX_LENGTH)) @QueryParam("q")
          @Nullable String text,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context UriInfo uri) {
    PageRequest page = paging.request(uri, limit, cursor);
    Set<Status> statuses = Answers.orProblem(statuses(status));
    Filter filter =
        new Filter(
            statuses,
            Answers.orProblem(freeText(text)),
            page.first() ? null : UUID.fromString(page.after().getFirst()),
            page.limit() + 1);
    return listInvitations
        .list(currentCaller.get(), filter)
        .map(this::views)
        .map(found -> paging.answer(uri, page, found, view -> List.of(view.id().toString())));
  }

  @GET
  @Path("/{invitationId}")
  @RequiresPermission("invitations.read")
  @Operation(summary = "Read one invitation")
  @APIResponse(responseCode = "200", description = "the invitation, with its ETag")
  @APIResponse(responseCode = "401", description = "not signed in")
  @APIResponse(responseCode = "403", description = "without invitations.read")
  @APIResponse(responseCode = "404", description = "no such company or invitation for the caller")
  public Uni<RestResponse<InvitationView>> get(
      @PathParam("companyId") UUID companyId, @PathParam("invitationId") UUID invitationId) {
    return listInvitations
        .find(currentCaller.get(), invitationId)
        .map(Answers::orProblem)
        .map(answers::found);
  }

  private Found<InvitationView> views(Found<InvitationRow> found) {
    Instant now = clock.instant();
    return new Found<>(
        found.items().stream().map(row -> InvitationView.of(row, now)).toList(), found.reached());
  }

  private static Outcome<String> freeText(@Nullable String text) {
    String given = text == null ? "" : text;
    return Unicode.length(given) <= SearchText.MAX_LENGTH
        ? Outcome.done(given)
        : Outcome.refused(
            Refusal.invalid("/?q", "must have at most " + SearchText.MAX_LENGTH + " characters"));
  }

  private static Outcome<Set<Status>> statuses(List<String> words) {
    return STATUSES.containsAll(words)
        ? Outcome.done(words.stream().map(Status::valueOf).collect(Collectors.toUnmodifiableSet()))
        : Outcome.refused(
            Refusal.invalid("/?status", "must be one of " + String.join(", ", STATUSES)));
  }
}
