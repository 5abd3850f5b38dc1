package dev.rollcall.identity.people;

import dev.rollcall.identity.people.MeView.MembershipView;
import dev.rollcall.identity.storage.Memberships;
import dev.rollcall.identity.storage.Memberships.Named;
import dev.rollcall.platform.web.access.CurrentPerson;
import dev.rollcall.platform.web.access.CurrentPerson.Person;
import dev.rollcall.platform.web.access.SignedIn;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** The signed-in person and the companies they are an active member of (CO-4). */
@Tag(name = "People")
@Path("/identity/v1/me")
public class MeResource {

  /** As many as a page has at most: hardly anybody is in more companies. */
  private static final String ALL = "200";

  private static final UUID START = new UUID(0, 0);

  private final CurrentPerson currentPerson;
  private final Memberships memberships;
  private final Paging paging;

  MeResource(CurrentPerson currentPerson, Memberships memberships, Paging paging) {
    this.currentPerson = currentPerson;
    this.memberships = memberships;
    this.paging = paging;
  }

  @GET
  @SignedIn
  @Operation(
      summary = "Who is signed in, and their memberships",
      description =
          "Oldest company first, 200 of them; more by nextCursor, as in any list, or with a"
              + " smaller limit.")
  @APIResponse(responseCode = "200", description = "The person; no membership is an empty list")
  @APIResponse(responseCode = "401", description = "Not signed in")
  @APIResponse(responseCode = "422", description = "Bad limit or cursor")
  public Uni<RestResponse<MeView>> me(
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context UriInfo uri) {
    Person person = currentPerson.get();
    PageRequest page = paging.request(uri, limit == null ? ALL : limit, cursor);
    UUID after = page.first() ? START : UUID.fromString(page.after().getFirst());
    return memberships
        .activeOf(person.id(), after, page.limit() + 1)
        .map(found -> paging.answer(uri, page, found, MeResource::key))
        .map(answer -> view(person, answer));
  }

  private static List<String> key(Named membership) {
    return List.of(membership.companyId().toString());
  }

  /** The person around the page, which keeps its Link. */
  private static RestResponse<MeView> view(Person person, RestResponse<Page<Named>> answer) {
    Page<Named> page = answer.getEntity();
    var view =
        new MeView(
            person.id(),
            person.email(),
            person.firstName(),
            person.lastName(),
            page.items().stream().map(MeResource::view).toList(),
            page.nextCursor(),
            null);
    ResponseBuilder<MeView> response = ResponseBuilder.ok(view);
    answer
        .getHeaders()
        .forEach((name, values) -> values.forEach(value -> response.header(name, value)));
    return response.build();
  }

  private static MembershipView view(Named membership) {
    return new MembershipView(
        membership.companyId(),
        membership.companyName(),
        membership.userId(),
        membership.role(),
        membership.permissions(),
        membership.officeId());
  }
}
