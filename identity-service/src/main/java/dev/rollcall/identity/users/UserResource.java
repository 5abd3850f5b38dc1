package dev.rollcall.identity.users;

import dev.rollcall.identity.Permission;
import dev.rollcall.identity.users.ReadUsers.Seen;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.etag.Versions;
import dev.rollcall.platform.web.paging.Page;
import dev.rollcall.platform.web.paging.PageRequest;
import dev.rollcall.platform.web.paging.Paging;
import dev.rollcall.platform.web.problem.Answers;
import dev.rollcall.platform.web.problem.RefusalException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Users of a company (USR-1 to USR-4, USR-7). */
@Tag(name = "Users")
@Path("/identity/v1/companies/{companyId}/users")
public class UserResource {

  private final CurrentCaller currentCaller;
  private final Paging paging;
  private final ReadUsers readUsers;
  private final ChangeUsers changeUsers;

  UserResource(
      CurrentCaller currentCaller, Paging paging, ReadUsers readUsers, ChangeUsers changeUsers) {
    this.currentCaller = currentCaller;
    this.paging = paging;
    this.readUsers = readUsers;
    this.changeUsers = changeUsers;
  }

  /** USR-3. */
  @GET
  @RequiresPermission({Viewing.READ, Viewing.DIRECTORY})
  @Operation(
      summary = "List and search users",
      description =
          "Admins see every field; the others the directory of active users. Pending rows come"
              + " from invitations and carry the display hint \"has not yet joined\". A search"
              + " looks at a bounded number of users for each page, so a page may hold fewer items"
              + " than the limit, even none, and have a next one: go on until nextCursor is null.")
  @APIResponse(responseCode = "200", description = "One page, with a Link to the next")
  @APIResponse(
      responseCode = "403",
      description = "A tab, filter or order that the directory has not")
  @APIResponse(responseCode = "422", description = "Unknown tab, filter or sort; broken cursor")
  public Uni<RestResponse<Page<Seen>>> list(
      UUID companyId,
      @BeanParam UserListRequest query,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context UriInfo uri) {
    PageRequest request = paging.request(uri, limit, cursor);
    return readUsers
        .page(currentCaller.get(), query, request)
        .map(Answers::orProblem)
        .map(found -> paging.answer(uri, request, found, UserResource::key));
  }

  private static List<String> key(Seen seen) {
    return List.of(seen.line().sortKey(), seen.line().id().toString());
  }

  @GET
  @Path("/{userId}")
  @RequiresPermission({Viewing.READ, Viewing.DIRECTORY})
  @Operation(summary = "One user; deleted ones for admins only")
  @APIResponse(responseCode = "200", description = "The user, with an ETag")
  @APIResponse(responseCode = "404", description = "No such user for this caller")
  public Uni<RestResponse<UserView>> read(UUID companyId, UUID userId) {
    return answer(currentCaller.get(), userId);
  }

  @PATCH
  @Path("/{userId}")
  @RequiresPermission("users.manage")
  @Operation(summary = "Change names, job title, role or products; what is left out stays")
  @APIResponse(responseCode = "200", description = "The user as they are now")
  @APIResponse(responseCode = "403", description = "ABOVE_OWN_ROLE, OUTSIDE_OWN_OFFICES")
  @APIResponse(responseCode = "409", description = "LAST_ADMIN, USER_DELETED")
  @APIResponse(responseCode = "412", description = "STALE_VERSION: If-Match does not match")
  @APIResponse(responseCode = "422", description = "VALIDATION_FAILED")
  public Uni<RestResponse<UserView>> change(
      UUID companyId,
      UUID userId,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      UserChangeRequest request) {
    Caller caller = currentCaller.get();
    return changeUsers
        .edit(caller, userId, request.change(), ifMatch)
        .map(Answers::orProblem)
        .chain(changed -> answer(caller, userId));
  }

  /** USR-4, USR-7. */
  @DELETE
  @Path("/{userId}")
  @RequiresPermission("users.manage")
  @Operation(summary = "Delete a user: access ends at once, license and numbers are freed")
  @APIResponse(responseCode = "204", description = "Deleted, now or before")
  @APIResponse(responseCode = "403", description = "ABOVE_OWN_ROLE, OUTSIDE_OWN_OFFICES")
  @APIResponse(responseCode = "409", description = "LAST_ADMIN")
  @APIResponse(responseCode = "412", description = "STALE_VERSION: If-Match does not match")
  public Uni<RestResponse<Void>> delete(
      UUID companyId, UUID userId, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    return changeUsers
        .delete(currentCaller.get(), userId, ifMatch)
        .map(Answers::orProblem)
        .map(deleted -> RestResponse.noContent());
  }

  /** USR-2, USR-11. */
  @PUT
  @Path("/{userId}/permissions/{permission}")
  @RequiresPermission("users.manage")
  @Operation(summary = "Grant analytics.charts or proxy.access; company admins only")
  @APIResponse(responseCode = "200", description = "The user as they are now")
  @APIResponse(responseCode = "403", description = "COMPANY_ADMINS_ONLY")
  @APIResponse(responseCode = "404", description = "No such user, or no such grant")
  @APIResponse(responseCode = "409", description = "NOT_GRANTABLE in this role or edition")
  @APIResponse(responseCode = "412", description = "STALE_VERSION: If-Match does not match")
  public Uni<RestResponse<UserView>> grant(
      UUID companyId,
      UUID userId,
      String permission,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    Caller caller = currentCaller.get();
    return changeUsers
        .grant(caller, userId, grantable(permission), ifMatch)
        .map(Answers::orProblem)
        .chain(changed -> answer(caller, userId));
  }

  @DELETE
  @Path("/{userId}/permissions/{permission}")
  @RequiresPermission("users.manage")
  @Operation(summary = "Take a granted permission away; company admins only")
  @APIResponse(responseCode = "200", description = "The user as they are now")
  @APIResponse(responseCode = "403", description = "COMPANY_ADMINS_ONLY")
  @APIResponse(responseCode = "404", description = "No such user, or no such grant")
  @APIResponse(responseCode = "409", description = "COMES_WITH_ROLE")
  @APIResponse(responseCode = "412", description = "STALE_VERSION: If-Match does not match")
  public Uni<RestResponse<UserView>> revoke(
      UUID companyId,
      UUID userId,
      String permission,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    Caller caller = currentCaller.get();
    return changeUsers
        .revoke(caller, userId, grantable(permission), ifMatch)
        .map(Answers::orProblem)
        .chain(changed -> answer(caller, userId));
  }

  private static Permission grantable(String name) {
    return Permission.named(name)
        .filter(Permission::grantable)
        .orElseThrow(() -> new RefusalException(Refusal.notFound()));
  }

  private Uni<RestResponse<UserView>> answer(Caller caller, UUID userId) {
    return readUsers.one(caller, userId).map(Answers::orProblem).map(UserResource::tagged);
  }

  private static RestResponse<UserView> tagged(Seen seen) {
    return ResponseBuilder.ok(seen.view())
        .header(HttpHeaders.ETAG, Versions.etag(seen.line().version()))
        .build();
  }
}
