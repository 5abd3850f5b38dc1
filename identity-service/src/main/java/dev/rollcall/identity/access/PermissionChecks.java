package dev.rollcall.identity.access;

import dev.rollcall.identity.Permission;
import dev.rollcall.identity.storage.Memberships;
import dev.rollcall.platform.outcome.Outcome;
import dev.rollcall.platform.outcome.Refusal;
import dev.rollcall.platform.web.access.Membership;
import dev.rollcall.platform.web.access.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whether a user may do something, and why (USR-1). */
@ApplicationScoped
public class PermissionChecks {

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

  private final Memberships memberships;

  PermissionChecks(Memberships memberships) {
    this.memberships = memberships;
  }

  /**
   * The answer for a user of the company; 404 where there is none whom the asker may ask about.
   *
   * @param visible whether the asker may ask about that member
   */
  Uni<Outcome<CheckView>> check(
      UUID companyId, CheckRequest request, Predicate<Membership> visible) {
    Optional<Permission> permission =
        Optional.ofNullable(request.permission).flatMap(Permission::named);
    if (permission.isEmpty() || request.userId == null) {
      return Uni.createFrom().item(Outcome.refused(invalid(request)));
    }
    return memberships
        .ofUser(request.userId, companyId)
        .map(found -> found.filter(visible))
        .map(found -> found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.notFound())))
        .map(member -> member.map(found -> decide(found, permission.get(), request.officeId)));
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
