package dev.rollcall.identity.access;

import dev.rollcall.identity.Permission;
import dev.rollcall.identity.storage.Memberships;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.access.Caller;
import dev.rollcall.platform.web.access.CurrentCaller;
import dev.rollcall.platform.web.access.Membership;
import dev.rollcall.platform.web.access.RequiresPermission;
import dev.rollcall.platform.web.access.Scope;
import dev.rollcall.platform.web.access.ServiceOnly;
import dev.rollcall.platform.web.problem.Answers;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whether a user may do something, and why (USR-1). */
@Tag(name = "Permissions")
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PermissionCheckResource {

  /**
   * The question.
   *
   * @param officeId where; null asks whether the user holds it at all
   */
  public record CheckRequest(
      @Nullable UUID userId,
      @Schema(examples = "analytics.charts") @Nullable String permission,
      @Nullable UUID officeId) {}

  /**
   * The answer.
   *
   * @param because a sentence for a person
   */
  public record CheckView(
      boolean allowed,
      @Schema(examples = "The role COMPANY_ADMIN holds it for all of the company.")
          String because) {}

  private final CurrentCaller currentCaller;
  private final Memberships memberships;

  PermissionCheckResource(CurrentCaller currentCaller, Memberships memberships) {
    this.currentCaller = currentCaller;
    this.memberships = memberships;
  }

  /** For members: about themselves, or about users whose every field they may read. */
  @POST
  @Path("identity/v1/companies/{companyId}/permission-checks")
  @RequiresPermission({})
  @Operation(summary = "Ask whether a user may do something, and why")
  @APIResponse(responseCode = "200", description = "The answer")
  @APIResponse(responseCode = "404", description = "No such user for this caller")
  @APIResponse(responseCode = "422", description = "No such permission")
  public Uni<CheckView> check(UUID companyId, CheckRequest request) {
    Caller caller = currentCaller.get();
    return answer(
        companyId, request, found -> found.filter(membership -> mayAsk(caller, membership)));
  }

  private static boolean mayAsk(Caller caller, Membership asked) {
    return asked.userId().equals(caller.userId()) || caller.mayIn(asked.officeId(), "users.read");
  }

  /** For the other services: about anybody. */
  @POST
  @Path("internal/companies/{companyId}/permission-checks")
  @ServiceOnly
  @Operation(summary = "The same for the other services")
  @APIResponse(responseCode = "200", description = "The answer")
  public Uni<CheckView> checkForService(UUID companyId, CheckRequest request) {
    return answer(companyId, request, found -> found);
  }

  private Uni<CheckView> answer(
      UUID companyId,
      CheckRequest request,
      java.util.function.UnaryOperator<Optional<Membership>> visible) {
    Optional<Permission> permission =
        Optional.ofNullable(request.permission).flatMap(Permission::named);
    if (permission.isEmpty() || request.userId == null) {
      return Uni.createFrom().item(Answers.orProblem(Outcome.refused(invalid(request))));
    }
    return memberships
        .ofUser(request.userId, companyId)
        .map(visible)
        .map(found -> found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.notFound())))
        .map(Answers::orProblem)
        .map(membership -> decide(membership, permission.get(), request.officeId));
  }

  private static Refusal invalid(CheckRequest request) {
    return request.userId == null
        ? Refusal.invalid("/userId", "Must be the id of a user.")
        : Refusal.invalid("/permission", "There is no such permission.");
  }

  private static CheckView decide(
      Membership membership, Permission permission, @Nullable UUID officeId) {
    if (!membership.active()) {
      return new CheckView(false, "The user has been deleted.");
    }
    Scope scope = membership.grants().get(permission.wireName());
    if (scope == null) {
      return new CheckView(
          false,
          "Neither the role %s nor a grant gives it in this edition.".formatted(membership.role()));
    }
    return switch (scope) {
      case COMPANY -> new CheckView(true, "The user holds it for all of the company.");
      case OFFICES -> inOffices(membership, officeId);
      case OWN -> new CheckView(officeId == null, "The user holds it for what is their own only.");
    };
  }

  private static CheckView inOffices(Membership membership, @Nullable UUID officeId) {
    boolean allowed = officeId == null || membership.adminOfficeIds().contains(officeId);
    return new CheckView(
        allowed,
        allowed
            ? "The user holds it for the offices that they administer."
            : "The user holds it for other offices only.");
  }
}
